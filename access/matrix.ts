import type { Environment } from "../config/schema";
import type { AccessModel } from "./access-model";
import { answersTo } from "./answers";
import type { Cell } from "./cell";
import { withHypotheses } from "./hypotheses";
import { questionsOf } from "./questions";
import { statedPermissions } from "./stated-permissions";

export type { Cell };

/** Who may do what, and who is expected to. */
export interface Matrix {
  readonly cells: readonly Cell[];
  readonly notes: readonly string[];
  /** The made-up rows and tables, and why they are asked about. */
  readonly hypotheses: readonly Hypothesis[];
}

/** A principal or resource that is made up. */
export interface Hypothesis {
  readonly label: string;
  /** A sentence without its full stop. */
  readonly sentence: string;
}

/**
 * Judges every pair of principal and resource. What the statements of the roles name is compared for the whole model.
 * @param judged the part of the model whose pairs are judged
 * @default all of it
 * @throws AccessError if a policy cannot be evaluated. That is no denial, and must not look like one.
 */
export async function accessMatrix(
  environment: Environment,
  model: AccessModel,
  judged: AccessModel = model,
): Promise<Matrix> {
  const asked = withHypotheses(judged);
  const answers = await answersTo(environment, questionsOf(environment, asked));
  return {
    cells: [...answers, ...statedPermissions(environment, model)],
    notes: judged.notes,
    hypotheses: [...asked.principals, ...asked.resources].flatMap(({ label, hypothesis }) =>
      hypothesis === undefined ? [] : { label, sentence: hypothesis },
    ),
  };
}

/** The cells that differ from the expected access. */
export function differences({ cells }: Matrix): Cell[] {
  return cells.filter(({ decision, expected }) => decision !== expected);
}
