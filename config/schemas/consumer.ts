import { z } from "zod";
import { MAPPING_STACKS, MAPPINGS_PER_STACK } from "../limits";
import { about } from "./about";
import { accountSwitcher } from "./account-switcher";
import { alarms } from "./alarms";
import { bucketName, key, region, stackName, wholeNumber } from "./common";
import { failureBucket } from "./failure-bucket";
import { functionConfig } from "./function";
import { mapping } from "./mapping";
import { operatorRole } from "./operator-role";
import { readerApi } from "./reader-api";
import { roleName, rolePlace } from "./role";
import { usageMeter } from "./usage-meter";

/** A function and what it reads. */
export const consumer = z
  .strictObject({
    account: key("an account").meta(
      about({ description: "The account that owns the functions and their roles, a key of `accounts`." }),
    ),
    region: region.optional().meta(
      about({
        description: "Region of the functions. Lambda reads only streams of its own region.",
        ifAbsent: "the environment's region",
      }),
    ),
    stack: stackName.optional().meta(
      about({
        description:
          "Name of the stack, and so of its state. It is for good: under another name, Terraform starts with an empty state and knows nothing of what is deployed.",
        ifAbsent: "`consumer-<key of this entry>`",
        examples: ["consumer"],
      }),
    ),
    mappingsPerStack: wholeNumber(MAPPINGS_PER_STACK)
      .default(100)
      .meta(
        about({
          description:
            "The most mappings of tenants that one stack may hold: a plan refreshes each of them, and Lambda answers 15 requests a second ([scale.md](scale.md#mapping-stacks)).",
        }),
      ),
    mappingStacks: wholeNumber(MAPPING_STACKS)
      .optional()
      .meta(
        about({
          description:
            "Over how many stacks the mappings of tenants are spread, called `<consumer stack>-mappings-1` and so on. Each tenant belongs to one of them whatever other tenants there are. Once they are deployed, change the number only together with `npm run mapping-stacks -- move` ([scale.md](scale.md#mapping-stacks)).",
          ifAbsent: "the mappings are in the consumer's own stack",
          examples: [14],
        }),
      ),
    roleName: roleName.meta(
      about({
        description:
          "Name of the stream handler's role. The stream's policy names it, so a new name means deploying source and consumer.",
      }),
    ),
    ...rolePlace,
    failureBucketName: bucketName.optional().meta(
      about({
        description: "Name of the S3 bucket for batches that could not be processed.",
        ifAbsent: "`<function>-failures-<account ID>-<region>`",
      }),
    ),
    failureBucket: failureBucket.default({ versioning: true, removeOldVersionsAfterDays: 30 }).meta(
      about({
        description: "How the failure bucket keeps deleted and overwritten batches.",
        examples: [{ versioning: true, removeOldVersionsAfterDays: 90 }],
      }),
    ),
    function: functionConfig.meta(
      about({
        description: "Settings of the stream handler, the function that processes the records.",
        examples: [
          { name: "order-events", memorySize: 512, environment: { EVENT_BUS_NAME: "order-events" } },
        ],
      }),
    ),
    readerApi: readerApi.optional().meta(
      about({
        description: "An HTTP API that reads a table in a source's account.",
        ifAbsent: "no API",
        examples: [
          {
            roleName: "read-devices-api",
            source: "orders",
            accessRole: "devices",
            table: "devices",
            function: { name: "read-devices-api" },
          },
        ],
      }),
    ),
    accountSwitcher: accountSwitcher.optional().meta(
      about({
        description: "A function that acts in the account that its event names.",
        ifAbsent: "no such function",
        examples: [
          { roleName: "account-switcher", accounts: ["orders"], function: { name: "account-switcher" } },
        ],
      }),
    ),
    usageMeter: usageMeter.optional().meta(
      about({
        description:
          "Counts the changes of each source into a ledger that adds up: for bills and statistics. `npm run usage` reads it (docs/usage.md).",
        ifAbsent: "nothing is counted",
        examples: [
          {
            roleName: "usage-meter",
            ledgerTableName: "UsageLedger",
            sums: [{ name: "amount", path: ["amount"] }],
            function: { name: "usage-meter" },
          },
        ],
      }),
    ),
    operatorRole: operatorRole.optional().meta(
      about({
        description:
          "A role for people: it may show, re-drive and discard failed batches, run backfills and read the status, and nothing else. `npm run failures`, `npm run backfill` and `npm run status` use it.",
        ifAbsent: "no such role: the commands use the deploy role",
        examples: [
          { roleName: "order-events-operator", trusted: ["arn:aws:iam::210987654321:role/on-call"] },
        ],
      }),
    ),
    alarms: alarms.optional().meta(
      about({
        description:
          "CloudWatch alarms about the consumer's mappings and functions, and where they report. `true` or a group switches them on, `false` off.",
        ifAbsent: "on, with the defaults below; off in a sandbox",
        examples: [
          {
            iteratorAgeWarningSeconds: 1800,
            noEventsHours: { orders: 6 },
            topics: { critical: "arn:aws:sns:eu-central-1:210987654321:on-call", warning: null },
          },
        ],
      }),
    ),
    dashboard: z
      .boolean()
      .optional()
      .meta(
        about({
          description:
            "A CloudWatch dashboard of the consumer: lag, throughput, failures by source, what costs, and the states of its alarms.",
          ifAbsent: "on if the consumer has alarms",
        }),
      ),
    logQueries: z
      .boolean()
      .optional()
      .meta(
        about({
          description:
            "Queries that CloudWatch Logs Insights offers, for the logs of the consumer's functions: the questions of the runbook.",
          ifAbsent: "there if the consumer has alarms",
        }),
      ),
    mappings: z
      .array(mapping)
      .min(1, "Add a mapping: without one, the consumer reads nothing")
      .meta(
        about({
          description: "The streams that the stream handler reads, each with an event source mapping.",
          examples: [[{ source: "orders", batchSize: 500, maximumBatchingWindowInSeconds: 5 }]],
        }),
      ),
  })
  .meta(about({ description: "A function and the streams that it reads." }));
