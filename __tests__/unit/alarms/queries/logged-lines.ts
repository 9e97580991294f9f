import { runSwitcher } from "../../lambda-src/account-switcher/run-switcher";
import { runHandler as runReader } from "../../lambda-src/reader-api/support/run-handler";
import { batchOf, recordWith } from "../../lambda-src/stream-handler/support/records";
import { runHandler } from "../../lambda-src/stream-handler/support/run-handler";
import type { Line } from "../../lambda-src/support/captured";

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

/** Lines of the account switcher, which cannot reach the role either. */
export async function accountSwitcherLines(): Promise<Line[]> {
  return (await runSwitcher({ account_id: "123456789012" })).lines;
}
