import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { PROJECT_ROOT } from "../config/paths";
import { describeError } from "../errors/user-error";
import { bundleCode } from "../stacks/function-code";

/** What an invocation gets at most by default, and how many of them are counted. */
const BATCH = 1_000;
const BATCHES = 300;
const ROUNDS = 5;

/** The records a second that the project wants on one core at least. */
const TARGET = 200_000;

/** What the meter measures: counts alone, or with a sum and different keys. */
const SETTINGS = {
  counts: { SUMS: "[]", DISTINCT_KEYS: "false" },
  "counts and one sum": { SUMS: '[{"name":"amount","path":["order","amount"]}]', DISTINCT_KEYS: "false" },
  "counts, one sum, different keys": {
    SUMS: '[{"name":"amount","path":["order","amount"]}]',
    DISTINCT_KEYS: "true",
  },
};

type Handler = (event: object, invocation: object) => Promise<{ state: object }>;

/**
 * How many records the usage meter counts a second on one core: the function as it is deployed, with the state that
 * passes through JSON between invocations. Nothing is written: no window ends.
 */
async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-usage-"));
  try {
    const code = codeOfMeter();
    const batches = Array.from({ length: BATCHES }, (_, index) => batchAt(index));
    let isFast = true;
    for (const [what, variables] of Object.entries(SETTINGS)) {
      const handler = load(
        code,
        join(folder, `${Object.keys(variables).length}${what.length}.js`),
        variables,
      );
      const rates: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rates.push(await rateOf(handler, batches));
      const median = rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
      isFast &&= median >= TARGET;
      console.log(`${what}: ${Math.round(median).toLocaleString("en")} records a second`);
    }
    if (!isFast) process.exitCode = 2;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function codeOfMeter(): Uint8Array {
  const { zipPath } = bundleCode("lambda-src/usage-meter/index.ts", "function", {
    projectRoot: PROJECT_ROOT,
  });
  const file = unzipSync(readFileSync(zipPath))["index.js"];
  if (!file) throw new Error(`${zipPath} holds no index.js`);
  return file;
}

function load(code: Uint8Array, file: string, variables: Readonly<Record<string, string>>): Handler {
  writeFileSync(file, code);
  const settings = { LEDGER_TABLE: "none", WINDOW_SECONDS: "300", AWS_REGION: "eu-central-1" };
  Object.assign(process.env, settings, variables);
  return createRequire(__filename)(file).handler;
}

async function rateOf(handler: Handler, batches: readonly object[][]): Promise<number> {
  let state: object = {};
  const start = performance.now();
  for (const Records of batches) {
    const event = {
      Records,
      state,
      shardId: "shardId-1",
      eventSourceARN: STREAM_ARN,
      isFinalInvokeForWindow: false,
    };
    const answer = await handler(event, {});
    state = JSON.parse(JSON.stringify(answer.state));
  }
  return (BATCH * BATCHES * 1000) / (performance.now() - start);
}

const STREAM_ARN = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/2026-01-01T00:00:00.000";

function batchAt(batch: number): object[] {
  return Array.from({ length: BATCH }, (_, place) => {
    const index = batch * BATCH + place;
    const key = { id: { S: `order-${index % 50_000}` } };
    return {
      eventName: index % 3 === 0 ? "INSERT" : "MODIFY",
      eventSourceARN: STREAM_ARN,
      dynamodb: {
        ApproximateCreationDateTime: 1_767_225_600,
        Keys: key,
        NewImage: { ...key, order: { M: { amount: { N: `${index % 1_000}.${index % 100}` } } } },
        SequenceNumber: String(4_421_584_500_000_000_017_450_439_000n + BigInt(index)),
        SizeBytes: 120,
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    };
  });
}

measure().catch((error: unknown) => {
  console.error(describeError(error));
  process.exitCode = 1;
});
