import type { AccessModel, Principal, Resource } from "../../access/access-model";
import type { Cell } from "../../access/cell";

/** Who may do what on one side. */
export interface JudgedSide {
  /** Everybody and everything, without those whose policies are marked as sensitive on either side. */
  readonly model: AccessModel;
  /** The decisions that say yes on either side, administrators who are not concerned aside. */
  readonly cells: readonly Cell[];
}

/** A principal by its label, made up for a hypothesis or not. */
export function principalOf({ model }: JudgedSide, label: string): Principal | undefined {
  return model.principals.find((one) => one.label === withoutHypothesis(label));
}

/** A resource by its label, made up for a hypothesis or not. */
export function resourceOf({ model }: JudgedSide, label: string): Resource | undefined {
  return model.resources.find((one) => one.label === withoutHypothesis(label));
}

/** The label of what is really there. */
export function withoutHypothesis(label: string): string {
  return label.replace(/, if it were (?:open|an administrator)$/, "");
}
