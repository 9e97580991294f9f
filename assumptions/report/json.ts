import type { TrialsResult } from "../result";

/** The trials for other programs. Its keys must not change. */
export function trialsJson(result: TrialsResult): string {
  const { sandbox, sourceAccountId, consumerAccountId, region, results, notDestroyed } = result;
  const report = {
    answeredBy: sandbox ? "sandbox" : "AWS",
    settled: !sandbox,
    sourceAccountId,
    consumerAccountId,
    region,
    assumptions: results,
    notDestroyed: notDestroyed.left,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
