import type { ConsumerPicture } from "../picture";
import { deployAgain, type JudgeContext, type Problem } from "./problem";

/** Functions that are not there. One that differs from the file is not wrong: what is merged may not be deployed yet. */
export function functionProblems(
  { key, stack, functions }: ConsumerPicture,
  context: JudgeContext,
): Problem[] {
  return functions
    .filter(({ look }) => look.kind === "absent")
    .map(({ name }) => ({
      place: key,
      cause: `There is no function ${name}.`,
      remedies: [deployAgain(stack, context)],
    }));
}
