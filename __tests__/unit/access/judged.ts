import type { AccessModel } from "../../../access/access-model";
import { accessMatrix, type Matrix } from "../../../access/matrix";
import { synthesizedModel } from "../../../access/synthesized-model";
import { checkEnvironment } from "../../../config/load-environment";
import type { Environment } from "../../../config/schema";
import type { Stack } from "../../../synthesized/stack";
import { type Content, edited } from "../config/sample";
import { stacksOf, synthesize } from "../support/synthesize";

/** The sample environment with edits, and its stacks. */
export interface Variant {
  readonly environment: Environment;
  readonly stacks: readonly Stack[];
}

/** Synthesizes the sample environment with edits. */
export function variantOf(edits: Content, folder: string): Variant {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  return { environment, stacks: stacksOf(synthesize(edits, folder)) };
}

/** The principals and resources of a variant. */
export function modelOf({ environment, stacks }: Variant): AccessModel {
  return synthesizedModel(environment, stacks);
}

/** Who may do what in a variant. */
export function matrixOf(variant: Variant): Promise<Matrix> {
  return accessMatrix(variant.environment, modelOf(variant));
}

/** The variant with a text of its JSON replaced, as by hand. */
export function changed({ environment, stacks }: Variant, from: string, to: string): Variant {
  const copies = stacks.map((stack): Stack => {
    const text = JSON.stringify(stack.json).replaceAll(from, to);
    return { ...stack, json: JSON.parse(text) };
  });
  return { environment, stacks: copies };
}
