import { describeRules } from "./sample";

const READERS = "sources.changes.readers";
const EXPORTER = "arn:aws:iam::222222222222:role/glue/exporter";
const handler = { consumer: "handler" };

describeRules("readers that are no function of the file", [
  {
    rule: "a consumer or a role",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, { consumer: "handler", role: EXPORTER }] },
    lines: [
      "sources.changes.readers[1]: handler is already a reader. Remove one of the two.",
      "sources.changes.readers[1]: names a consumer and a role. Make an entry of each of them.",
    ],
  },
  {
    rule: "somebody",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, {}] },
    lines: [
      "sources.changes.readers[1]: names nobody. Add `consumer`, a key of `consumers`, or `role`, the ARN of a role.",
    ],
  },
  {
    rule: "one role and no pattern",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, { role: "arn:aws:iam::222222222222:role/*" }] },
    lines: [
      'sources.changes.readers[1].role: "arn:aws:iam::222222222222:role/*" is not a valid value here. Use the ARN of a role without wildcards: arn:aws:iam::111122223333:role/exporter.',
    ],
  },
  {
    rule: "a role of an account of the file",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, { role: "arn:aws:iam::999999999999:role/exporter" }] },
    lines: [
      "sources.changes.readers[1].role: its account 999999999999 is not in `accounts`. Add the account, or correct the ARN.",
    ],
  },
  {
    rule: "a role of the stream's partition",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, { role: EXPORTER.replace("arn:aws:", "arn:aws-cn:") }] },
    lines: [
      "sources.changes.readers[1].role: is a role of the partition aws-cn, but the stream is in aws. Name a role of the stream's partition: access ends at its border.",
    ],
  },
  {
    rule: "a consumer's role by the consumer's name",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, { role: "arn:aws:iam::222222222222:role/handler-role" }] },
    lines: [
      "sources.changes.readers[1].role: is the role of consumers.handler. Write `consumer: handler` instead.",
    ],
  },
  {
    rule: "each role once",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, { role: EXPORTER }, { role: EXPORTER }] },
    lines: [`sources.changes.readers[2]: ${EXPORTER} is already a reader. Remove one of the two.`],
  },
  {
    rule: "roles poll the stream as mappings do",
    severity: "warning",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [handler, { role: EXPORTER }, { role: `${EXPORTER}-2` }] },
    lines: [
      "sources.changes: 3 readers poll this stream (handler.mappings[0], sources.changes.readers[1], sources.changes.readers[2]), more than the 2 that DynamoDB serves without throttling. Let one consumer read the stream and pass the changes on by EventBridge, give each tenant a table of its own, or use Kinesis Data Streams for DynamoDB, which this project does not set up (prices: docs/scale.md#fan-out).",
    ],
  },
  {
    rule: "a role does not stand for a consumer that reads",
    passing: { [READERS]: [handler, { role: EXPORTER }] },
    failing: { [READERS]: [{ role: EXPORTER }] },
    lines: [
      "consumers.handler.mappings[0].source: sources.changes does not let handler read its stream. Add `- consumer: handler` to sources.changes.readers, or remove this mapping.",
    ],
  },
]);
