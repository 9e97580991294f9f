import type { AccessModel } from "../../access/access-model";
import { accessMatrix, type Matrix } from "../../access/matrix";
import { synthesizedModel } from "../../access/synthesized-model";
import type { Environment } from "../../config/schema";
import { reasonOf } from "../../errors/reason-of";
import type { Stack } from "../../synthesized/stack";

/** Who may do what on one side. */
export interface JudgedSide {
  readonly model: AccessModel;
  readonly matrix: Matrix;
}

/** A side that cannot be judged, and why. */
export interface UnjudgedSide {
  readonly failure: string;
}

/** Judges one side of the stacks. What cannot be judged is no denial, so it is told instead of thrown. */
export async function judge(
  environment: Environment,
  stacks: readonly Stack[],
): Promise<JudgedSide | UnjudgedSide> {
  try {
    const model = synthesizedModel(environment, stacks);
    return { model, matrix: await accessMatrix(environment, model) };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}
