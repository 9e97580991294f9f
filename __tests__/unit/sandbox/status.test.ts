import { describeStatus, type SandboxStatus } from "../../../sandbox/status";
import type { DiscardTally, MappingStatus } from "../../../sandbox/stream-mapping-service";

const STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829";
const MAPPING: MappingStatus = {
  uuid: "3f1c",
  accountId: "222222222222",
  region: "us-east-1",
  functionName: "on-change",
  eventSourceArn: STREAM,
  state: "Enabled",
  lastProcessingResult: "OK",
  lagMs: 12,
  onFailureDestination: null,
  discarded: null,
};
const TALLY: DiscardTally = {
  deliveredBatches: 0,
  deliveredRecords: 0,
  lostBatches: 0,
  lostRecords: 0,
  lastAt: Date.parse("2026-02-03T04:05:06.789Z"),
};

/** The lines of a status with one mapping, from its own on. */
function linesOf(mapping: Partial<MappingStatus>, settingsNotActedOn: string[] = []): string[] {
  const status: SandboxStatus = {
    running: true,
    emulator: { url: "http://127.0.0.1:1", running: true },
    streamMappings: {
      url: "http://127.0.0.1:2",
      running: true,
      mappings: [{ ...MAPPING, ...mapping }],
      settingsNotActedOn,
    },
    accountIds: ["111111111111", "222222222222"],
  };
  return describeStatus(status).split("\n").slice(3);
}

const HINT = "What is wrong, and what to do: npm run status";
const HEAD = ["mappings                1", `  222222222222 on-change <- ${STREAM}`, "    Enabled: OK"];

test("a mapping that has discarded nothing says so by saying nothing", () => {
  expect(linesOf({ onFailureDestination: "arn:aws:s3:::failures" })).toEqual(HEAD);
});

test("a setting without effect is named only if a mapping has it", () => {
  expect(linesOf({}, ["KMSKeyArn (filters are kept in clear)"])).toEqual([
    ...HEAD,
    "settings accepted without effect: KMSKeyArn (filters are kept in clear)",
  ]);
});

test("batches in a bucket: how many, when the last, and how to list them and hand them over again", () => {
  // Act
  const lines = linesOf({
    onFailureDestination: "arn:aws:s3:::failures",
    discarded: { ...TALLY, deliveredBatches: 2, deliveredRecords: 3, lastKey: "aws/lambda/3f1c/x" },
  });

  // Assess
  expect(lines).toEqual([
    ...HEAD,
    "    discarded: 3 records in 2 batches, which went to the failure destination",
    "    the last at 2026-02-03T04:05:06.789Z",
    "    to look: npm run failures -- list",
    "    to hand them over again: npm run failures -- redrive --all",
    HINT,
  ]);
});

test("a queue of another account is read as that account; a topic keeps nothing", () => {
  // Prepare
  const discarded = { ...TALLY, deliveredBatches: 1, deliveredRecords: 1 };

  // Act
  const queue = linesOf({ onFailureDestination: "arn:aws:sqs:eu-central-1:333333333333:failed", discarded });
  const topic = linesOf({ onFailureDestination: "arn:aws:sns:eu-central-1:222222222222:failed", discarded });

  // Assess
  expect(queue.slice(3)).toEqual([
    "    discarded: 1 record in 1 batch, which went to the failure destination",
    "    the last at 2026-02-03T04:05:06.789Z",
    '    to look: eval "$(npm run --silent sandbox -- env --account 333333333333)"',
    '             aws sqs receive-message --queue-url "$(aws sqs get-queue-url --queue-name failed --query QueueUrl --output text)"',
    HINT,
  ]);
  expect(topic.slice(-2)).toEqual([
    "    they went to the subscribers of arn:aws:sns:eu-central-1:222222222222:failed",
    HINT,
  ]);
});

test("batches that no destination took are lost, with the log that tells why", () => {
  expect(linesOf({ discarded: { ...TALLY, lostBatches: 1, lostRecords: 4 } })).toEqual([
    ...HEAD,
    "    lost: 4 records in 1 batch, which no destination took; .sandbox/run/stream-mappings.log tells why",
    "    the last at 2026-02-03T04:05:06.789Z",
    HINT,
  ]);
});

test("a mapping with a problem points to the command that says what to do", () => {
  // Act
  const lines = linesOf({ lastProcessingResult: "PROBLEM: Function call failed" });

  // Assess
  expect(lines.slice(-2)).toEqual(["    Enabled: PROBLEM: Function call failed", HINT]);
});
