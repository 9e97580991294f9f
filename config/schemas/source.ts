import { z } from "zod";
import { TABLE_NAME } from "../limits";
import { about } from "./about";
import { accessRole } from "./access-role";
import { key, region, stackName } from "./common";
import { oneRoleArn } from "./role";
import { smokeTest } from "./smoke-test";
import { table, tableFields } from "./table";

const STREAM_LABEL_REMEDY =
  'Use the label of the deployed stream, such as "2026-01-31T12:00:00.000": the last part of its ARN';

const READER_REMEDY = "Use the ARN of a role without wildcards: arn:aws:iam::111122223333:role/exporter";

/** One consumer, or one other role, that may read a stream. */
export const reader = z.strictObject({
  consumer: key("a consumer")
    .optional()
    .meta(
      about({
        description: "The consumer that may read the stream, a key of `consumers`.",
        ifAbsent: "`role` names the reader",
      }),
    ),
  role: oneRoleArn(READER_REMEDY)
    .optional()
    .meta(
      about({
        description:
          "ARN of a role that may read the stream and is none of this file, such as that of a pod or a Glue job. Its account must be in `accounts`. Its own policy must allow the same, and is its owner's business.",
        ifAbsent: "`consumer` names the reader",
        examples: ["arn:aws:iam::210987654321:role/exporter"],
      }),
    ),
  grant: z
    .enum(["principal-arn", "role-arn"])
    .default("principal-arn")
    .meta(
      about({
        description:
          "How the stream's policy names the reader's role. `principal-arn`: the role's account, limited to the role by `aws:PrincipalArn`; works before the role exists and after it is re-created. `role-arn`: the role itself, which must already exist.",
      }),
    ),
});

/** Label of a stream. */
export const STREAM_LABEL = z
  .string(STREAM_LABEL_REMEDY)
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$/, STREAM_LABEL_REMEDY);

const TABLE_REMEDY = `Use ${TABLE_NAME.min} to ${TABLE_NAME.max} ${TABLE_NAME.unit}`;

/** Name of a table, or of one that is there already also its ARN: `existing-tables.ts` makes a name of it. */
export const nameOrArn = z
  .string()
  .regex(
    new RegExp(
      `^(?:arn:aws[\\w-]*:dynamodb:[a-z0-9-]+:\\d{12}:table/)?[${TABLE_NAME.characters}]{${TABLE_NAME.min},${TABLE_NAME.max}}$`,
    ),
    TABLE_REMEDY,
  )
  .meta(about({ limit: TABLE_NAME }));

/** What a source may have. */
export const sourceFields = {
  account: key("an account").meta(
    about({ description: "The account that owns the table and its stream, a key of `accounts`." }),
  ),
  region: region
    .optional()
    .meta(about({ description: "Region of the table.", ifAbsent: "the environment's region" })),
  stack: stackName.optional().meta(
    about({
      description:
        "Name of the stack, and so of its state. It is for good: under another name, Terraform starts with an empty state and knows nothing of what is deployed.",
      ifAbsent: "`source-<key of this entry>`",
      examples: ["source"],
    }),
  ),
  ...tableFields,
  tableName: nameOrArn.meta(
    about({ description: "Name of the DynamoDB table. With `existing`, its ARN does as well." }),
  ),
  existing: z
    .boolean()
    .default(false)
    .meta(
      about({
        description:
          "Whether somebody else made the table, and it stays theirs. The stack looks it up, adds the stream's policy and the access roles, and leaves table and stream alone, also when it is destroyed. What this entry says of key, stream and encryption is compared with the table before anything is changed ([existing-tables.md](existing-tables.md)).",
      }),
    ),
  streamViewType: z
    .enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"])
    .default("NEW_AND_OLD_IMAGES")
    .meta(
      about({
        description:
          "What a stream record contains besides the keys: the item after the change, before it, or both. A change creates a new stream, and is refused until `replaceStream` names the old one.",
      }),
    ),
  replaceStream: STREAM_LABEL.optional().meta(
    about({
      description:
        "Label of the stream that a new `streamViewType` may replace: the last part of its ARN. Set it when every consumer has read that stream to its end, and remove it after the deployment.",
      ifAbsent: "the stream is never replaced",
      examples: ["2026-01-31T12:00:00.000"],
    }),
  ),
  readers: z
    .array(reader)
    .default([])
    .meta(
      about({
        description:
          "Consumers, and other roles, that may read the stream. They become the stream's resource-based policy.",
        examples: [[{ consumer: "order-events" }]],
      }),
    ),
  smokeTest: smokeTest.optional().meta(
    about({
      description:
        "Lets `npm run smoke` put a marked item into the table, under this key and no other, and remove it. The consumers' functions receive it like any other item.",
      ifAbsent: "smoke tests leave the table alone",
      examples: [{ key: { customerId: "smoke-test" } }],
    }),
  ),
  tables: z
    .record(
      // The streamed table's own key is `table-key` in the stack.
      key("a table").refine((name) => name !== "key", "Use a name other than key"),
      table,
    )
    .default({})
    .meta(
      about({
        description: "Further tables of this account without a stream, for access roles to read.",
        examples: [{ devices: { tableName: "Devices", partitionKey: { name: "deviceId" } } }],
      }),
    ),
  accessRoles: z
    .record(key("an access role"), accessRole)
    .default({})
    .meta(
      about({
        description: "Roles of this account that functions of consumers may assume.",
        examples: [
          {
            devices: {
              roleName: "read-devices",
              allow: [{ actions: ["dynamodb:Scan"], table: "devices" }],
              trusted: [{ consumer: "order-events", function: "reader-api" }],
            },
          },
        ],
      }),
    ),
};

/** A table and its stream. */
export const source = z.strictObject(sourceFields).meta(about({ description: "A table and its stream." }));
