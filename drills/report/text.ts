import { type DrillResult, hasPassed } from "../drill";

/** Results of drills for people. */
export function drillsText(results: readonly DrillResult[]): string {
  const passed = results.filter(hasPassed).length;
  return [...results.map(drillText), `${passed} of ${results.length} drills passed.`].join("\n\n");
}

function drillText(result: DrillResult): string {
  const { name, incident, detected, fixed, written, handled, lost, repeated, totalMs, problem } = result;
  return [
    `${name}: ${hasPassed(result) ? "passed" : "FAILED"} (${seconds(totalMs)})`,
    `  ${incident}.`,
    detected
      ? `  detected  after ${seconds(detected.afterMs)}, by ${detected.by}: ${detected.says}`
      : "  detected  NOT",
    fixed ? `  fixed     after ${seconds(fixed.afterMs)}, by ${fixed.by.join(", then ")}` : "  fixed     NOT",
    `  lost      ${lost} of ${written}; ${written - lost} handled ${handled} times, ${repeated} of them more than once`,
    ...(problem === undefined ? [] : [`  ${problem}`]),
  ].join("\n");
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
