import { Metrics } from "@aws-lambda-powertools/metrics";
import { functionLogger } from "../../../../lambda-src/shared/redaction/function-logger";
import { createHandler } from "../../../../lambda-src/usage-meter/create-handler";
import type { Ledger } from "../../../../lambda-src/usage-meter/ledger";
import { runSwitcher } from "../../lambda-src/account-switcher/run-switcher";
import { runHandler as runReader } from "../../lambda-src/reader-api/support/run-handler";
import { batchOf, recordWith } from "../../lambda-src/stream-handler/support/records";
import { runHandler } from "../../lambda-src/stream-handler/support/run-handler";
import { captured, type Line, linesOf } from "../../lambda-src/support/captured";
import { INVOCATION } from "../../lambda-src/usage-meter/support/invocation";
import { recordsOf, STREAM_ARN } from "../../lambda-src/usage-meter/support/test-records";

/**
 * What Lambda itself logs at the end of an invocation, as its documentation has it: Lambda Developer Guide, "Lambda
 * Telemetry API Event schema reference", platform.report. Not recorded.
 */
export const PLATFORM_REPORT: Line = {
  time: "2026-02-01T00:01:15.000Z",
  type: "platform.report",
  record: {
    requestId: "6d68ca91-49c9-448d-89b8-7ca3e6dc66aa",
    status: "success",
    metrics: {
      durationMs: 101.51,
      billedDurationMs: 300,
      memorySizeMB: 512,
      maxMemoryUsedMB: 33,
      initDurationMs: 116.67,
    },
  },
};

const fail = () => Promise.reject(new RangeError("not today"));

/** Lines of the stream handler: changes that are handled, that fail, that a command handed over, and that nobody can read. */
export async function streamHandlerLines(): Promise<Line[]> {
  const redrive = { ...batchOf(["a"]), redrive: { id: "batch-1" } };
  const malformed = { Records: [recordWith({ eventName: undefined })] };
  const runs = [
    await runHandler(batchOf(["a"])),
    await runHandler(batchOf(["a"]), { onChange: fail }),
    await runHandler(redrive),
    await runHandler(malformed),
  ];
  return runs.flatMap(({ lines }) => lines);
}

/** Lines of the reader API, whose role cannot be reached. */
export async function readerApiLines(): Promise<Line[]> {
  return (await runReader({})).lines;
}

/** Lines of the usage meter: it finds a contradiction in its ledger, and then cannot reach it. */
export async function usageMeterLines(): Promise<Line[]> {
  return [...(await meterLines({ add: () => Promise.resolve(true) })), ...(await meterLines({ add: fail }))];
}

async function meterLines(ledger: Ledger): Promise<Line[]> {
  const { output } = await captured(() => {
    const meter = createHandler({
      ledger,
      logger: functionLogger({ serviceName: "meter" }),
      metrics: new Metrics({ namespace: "CrossAccountStreams", serviceName: "meter" }),
      settings: { seconds: 60, measures: { sums: [], distinctKeys: false } },
    });
    const Records = recordsOf([{ eventName: "INSERT", key: "a", time: 1_767_225_600 }]);
    const place = { shardId: "shardId-1", eventSourceARN: STREAM_ARN };
    return meter({ Records, ...place, isFinalInvokeForWindow: true }, INVOCATION).catch(() => undefined);
  });
  return linesOf(output);
}

/** Lines of the account switcher, which cannot reach the role either. */
export async function accountSwitcherLines(): Promise<Line[]> {
  return (await runSwitcher({ account_id: "123456789012" })).lines;
}
