import type { Environment } from "../config/schema";
import { AccessError } from "./access-error";
import type { AccessModel, Principal, Resource } from "./access-model";
import { ACTIONS, type Action } from "./actions";
import type { Cell } from "./cell";
import { decidingStatements } from "./deciding-statements";
import { isExpected } from "./expected-access";
import { expectedPermissions, isConditional, permittedActions } from "./expected-permissions";
import { withHypotheses } from "./hypotheses";
import { simulate } from "./simulate";
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
 * Judges every pair of principal and resource.
 * @throws AccessError if a policy cannot be evaluated. That is no denial, and must not look like one.
 */
export async function accessMatrix(environment: Environment, model: AccessModel): Promise<Matrix> {
  const asked = withHypotheses(model);
  const questions = questionsOf(environment, asked);
  const errors = new Set<string>();
  const cells = await Promise.all(
    questions.map(({ principal, resource, action }) =>
      judge(environment, principal, resource, action, errors),
    ),
  );
  if (errors.size > 0) {
    const problems = [...errors].map((cause) => ({ cause }));
    throw new AccessError(problems, "These policies cannot be evaluated:");
  }
  const judged = cells.flatMap((cell) => cell ?? []);
  return {
    cells: [...judged, ...statedPermissions(environment, model)],
    notes: model.notes,
    hypotheses: [...asked.principals, ...asked.resources].flatMap(({ label, hypothesis }) =>
      hypothesis === undefined ? [] : { label, sentence: hypothesis },
    ),
  };
}

/** The cells that differ from the expected access. */
export function differences({ cells }: Matrix): Cell[] {
  return cells.filter(({ decision, expected }) => decision !== expected);
}

/** What is asked: of every principal, on every resource, about each action of its kind, and those that the file permits. */
function questionsOf(environment: Environment, { principals, resources }: AccessModel) {
  const permissions = expectedPermissions(environment);
  return resources.flatMap((resource) => {
    const usual = ACTIONS[resource.kind];
    const further = permittedActions(resource, permissions).filter(
      ({ name }) => !usual.some((one) => one.name === name && one.suffix === undefined),
    );
    return principals
      .filter((principal) => isAsked(principal, resource))
      .flatMap((principal) => [...usual, ...further].map((action) => ({ principal, resource, action })))
      .filter(
        ({ principal, action }) =>
          principal.kind !== "role" || !isConditional(permissions, principal, resource, action),
      );
  });
}

/** Lambda itself only assumes roles, and actions without resources concern the caller's own account. */
function isAsked({ kind, accountId }: Principal, resource: Resource): boolean {
  if (kind === "service") return resource.kind === "role";
  return resource.kind !== "account" || accountId === resource.accountId;
}

async function judge(
  environment: Environment,
  principal: Principal,
  resource: Resource,
  action: Action,
  errors: Set<string>,
): Promise<Cell | undefined> {
  const decision = await simulate(principal, resource, action);
  if (decision.kind === "error") {
    errors.add(`${principal.label}, ${action.name}, ${resource.label}: ${decision.message}`);
    return undefined;
  }
  return {
    principal: principal.label,
    resource: resource.label,
    action: action.label,
    decision: decision.kind === "allowed" ? "allow" : "deny",
    expected: isExpected(environment, principal, resource, action) ? "allow" : "deny",
    because: decidingStatements(decision.analysis, resource),
    administrator: principal.kind === "administrator",
    hypothetical: principal.hypothesis !== undefined || resource.hypothesis !== undefined,
  };
}
