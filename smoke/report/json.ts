import { hasPassed, type SmokeResult } from "../result";

/** A smoke test for other programs. Its keys must not change. */
export function smokeJson(environment: string, { tested, skipped }: SmokeResult): string {
  const report = {
    environment,
    passed: tested.every(hasPassed),
    tested: tested.map((result) => ({ ...result, passed: hasPassed(result) })),
    skipped,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
