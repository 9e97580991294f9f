import { sentence } from "../../errors/user-problem";
import type { TrialResult, TrialsResult } from "../result";
import { inSeconds } from "../verdict";

/** Says whose behaviour was seen in the sandbox. */
export const SANDBOX_NOTE =
  "The sandbox answered, not AWS. What is confirmed or refuted here is the emulator's behaviour: it settles nothing.";

/** The trials for people. What could not be destroyed is not part of it. */
export function trialsText({ sandbox, results }: TrialsResult): string {
  const count = (outcome: TrialResult["outcome"]) =>
    results.filter((result) => result.outcome === outcome).length;
  const summary = `${count("confirmed")} confirmed, ${count("refuted")} refuted, ${count("not tried")} not tried.`;
  return [...(sandbox ? [SANDBOX_NOTE] : []), ...results.map(resultText), summary].join("\n\n");
}

function resultText({ id, assumed, outcome, because, answers, tookMs }: TrialResult): string {
  const word = outcome === "refuted" ? "REFUTED" : outcome;
  return [
    `${id} ${word}${tookMs > 0 ? ` (${inSeconds(tookMs)})` : ""}: ${sentence(because)}`,
    `  Assumed: ${sentence(assumed)}`,
    ...answers.map((answer) => `  > ${answer}`),
  ].join("\n");
}
