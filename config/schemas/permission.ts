import { z } from "zod";
import { EVENT_BUS_NAME, QUEUE_NAME, TABLE_NAME } from "../limits";
import { about } from "./about";
import { reason, text } from "./common";

/** What a function may do with a table of its own account. */
export const TABLE_ACCESS = ["read", "write", "readWrite"] as const;

const ACTION_REMEDY =
  "Use an IAM action, service:Action, such as sns:Publish; the Service Authorization Reference lists them all";
const VALUE_REMEDY = "Use a string or a list of strings; numbers and booleans in quotes";

/** A value of a condition as IAM takes it. */
const conditionValue = z.union([z.string(), z.array(z.string()).min(1)], VALUE_REMEDY);

/**
 * One thing that a function may do: `actions` on `resources`, or one of the short forms. `checks/permissions.ts` makes
 * sure that it is exactly one of them.
 */
export const permission = z
  .strictObject({
    because: reason().meta(about({ description: "Why the function needs this." })),
    actions: z
      .array(z.string(ACTION_REMEDY).regex(/^[a-z][a-z0-9-]*:[A-Za-z0-9*?]+$/, ACTION_REMEDY))
      .min(1, ACTION_REMEDY)
      .optional()
      .meta(
        about({
          description:
            "The IAM actions to allow. Not available: `iam`, `organizations` and `account`, `sts:AssumeRole` (use `accessRoles`), and reading streams (use `mappings`).",
          ifAbsent: "the entry is one of the short forms",
          examples: [["sns:Publish"]],
        }),
      ),
    resources: z
      .array(z.string("Use the ARN of a resource"))
      .min(1, "List the ARN of a resource")
      .optional()
      .meta(
        about({
          description: "The exact ARNs of what the actions apply to. Required with `actions`.",
          ifAbsent: "the entry is one of the short forms",
        }),
      ),
    conditions: z
      .record(z.string(), z.record(z.string(), conditionValue))
      .optional()
      .meta(
        about({
          description:
            "Conditions of the IAM statement: operator, condition key and values. All of them must hold.",
          ifAbsent: "no condition",
        }),
      ),
    wildcardBecause: reason()
      .optional()
      .meta(
        about({
          description:
            "Why `*` or `?` stands in `actions` or `resources`. Required there, and an error elsewhere.",
          ifAbsent: "no wildcards",
        }),
      ),
    table: text(TABLE_NAME)
      .optional()
      .meta(
        about({
          description:
            "Short form: a table of the function's own account and region, for `access`. Its indexes are not included.",
          ifAbsent: "the entry is another form",
        }),
      ),
    access: z
      .enum(TABLE_ACCESS)
      .optional()
      .meta(
        about({
          description:
            "What the function may do with `table`: read items, write and delete them, or both. Required with `table`.",
          ifAbsent: "the entry is another form",
        }),
      ),
    queue: text(QUEUE_NAME)
      .optional()
      .meta(
        about({
          description:
            "Short form: an SQS queue of the function's own account and region, to send messages to.",
          ifAbsent: "the entry is another form",
        }),
      ),
    eventBus: text(EVENT_BUS_NAME)
      .optional()
      .meta(
        about({
          description:
            "Short form: an EventBridge event bus of the function's own account and region, to put events onto.",
          ifAbsent: "the entry is another form",
        }),
      ),
  })
  .meta(about({ description: "One thing that the function may do." }));

/** What a function may do besides what this project gives it. */
export const permissions = z
  .array(permission)
  .default([])
  .meta(
    about({
      description:
        "What the function may do besides reading its streams, writing its log and assuming its access roles. Each entry is either `actions` with `resources`, or one of `table`, `queue` and `eventBus`.",
      examples: [
        [
          { eventBus: "order-events", because: "on-change publishes each order" },
          { table: "OrderTotals", access: "readWrite", because: "on-change keeps totals per customer" },
          {
            actions: ["sns:Publish"],
            resources: ["arn:aws:sns:eu-central-1:210987654321:large-orders"],
            because: "on-change announces large orders",
          },
          {
            actions: ["s3:PutObject"],
            resources: ["arn:aws:s3:::example-org-order-archive/orders/*"],
            conditions: { StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
            because: "on-change archives each order",
            wildcardBecause: "each order is an object of its own",
          },
        ],
      ],
    }),
  );
