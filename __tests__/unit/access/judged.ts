import type { Estate } from "../../../access/access-model";
import { accessMatrix, type Matrix } from "../../../access/matrix";
import { synthesizedEstate } from "../../../access/synthesized-model";
import { checkEnvironment } from "../../../config/load-environment";
import type { Environment } from "../../../config/schema";
import { type Stack, type StackJson, stackOf } from "../../../synthesized/stack-json";
import { type Content, edited } from "../config/sample";
import { synthesize } from "../support/synthesize";

/** The sample environment with edits, and its stacks. */
export interface Variant {
  readonly environment: Environment;
  readonly stacks: readonly Stack[];
}

/** Synthesizes the sample environment with edits. */
export function variantOf(edits: Content, folder: string): Variant {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  const { stacks } = synthesize(edits, folder);
  const entries = Object.entries(stacks as unknown as Record<string, StackJson>);
  return { environment, stacks: entries.map(([name, json]) => stackOf(name, json)) };
}

/** Everybody and everything of a variant. */
export function estateOf({ environment, stacks }: Variant): Estate {
  return synthesizedEstate(environment, stacks);
}

/** Who may do what in a variant. */
export function matrixOf(variant: Variant): Promise<Matrix> {
  return accessMatrix(variant.environment, estateOf(variant));
}
