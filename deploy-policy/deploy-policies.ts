import { MANAGED_POLICIES_PER_ROLE } from "../config/limits";
import type { Stack } from "../synthesized/stack";
import { DRIFT_ROWS } from "./drift";
import type { Grant } from "./grant";
import { type Holder, holdersOf } from "./holders";
import { type NamedPolicy, policiesOf } from "./policies";
import { statementsOf } from "./statements";

/** What the policies allow: everything, only what a plan reads, or only what `npm run drift` reads. */
export type Scope = "deploy" | "plan" | "drift";

/** What to print policies for. */
export interface Request {
  /** Name of the environment; part of the policies' names. */
  readonly environment: string;
  /** Every stack of the environment. */
  readonly stacks: readonly Stack[];
  /** Name of the only stack to deploy. @default all of them */
  readonly stack?: string;
  readonly scope: Scope;
}

/** Something about a grant that a reader of the policies should know. */
export interface Remark {
  readonly actions: readonly string[];
  readonly text: string;
}

/** An identity and its policies. */
export interface PolicyHolder extends Pick<Holder, "kind" | "role" | "stacks"> {
  readonly policies: readonly NamedPolicy[];
  /** Why some resources are patterns. */
  readonly inexact: readonly Remark[];
  /** Actions that no sandbox has seen, with the page that asks for them. */
  readonly documented: readonly Remark[];
  /** Whether a role needs more policies than AWS attaches to one by default. */
  readonly tooMany: boolean;
}

/**
 * The policies of everyone who takes part in a deployment.
 * @throws UserError if a stack holds what the table of permissions does not know
 */
export function deployPolicies({ environment, stacks, stack, scope }: Request): PolicyHolder[] {
  const wanted = stacks.filter(({ name }) => stack === undefined || name === stack);
  const prefix = ["terraform", environment, ...(stack === undefined ? [] : [stack])].join("-");
  const holders = scope === "drift" ? holdersOf(wanted, stacks, DRIFT_ROWS) : holdersOf(wanted, stacks);
  return holders.flatMap(({ grants, ...holder }) => {
    const needed = scope === "deploy" ? grants : grants.filter(({ steps }) => steps.includes("read"));
    if (needed.length === 0) return [];
    const policies = policiesOf(`${prefix}-${suffixOf(holder.kind, scope)}`, statementsOf(needed));
    return [
      {
        ...holder,
        policies,
        inexact: remarks(needed, ({ because }) => because),
        documented: remarks(needed, ({ documented }) => documented),
        tooMany: policies.length > MANAGED_POLICIES_PER_ROLE.max,
      },
    ];
  });
}

/** `deploy`, `plan`, `drift`, `state`, `state-plan`, `caller`, `caller-plan` or `caller-drift`. */
function suffixOf(kind: Holder["kind"], scope: Scope): string {
  if (kind === "deploy") return scope;
  return scope === "deploy" ? kind : `${kind}-${scope}`;
}

/** One remark for each text, with the actions that it is about. */
function remarks(grants: readonly Grant[], textOf: (grant: Grant) => string | undefined): Remark[] {
  const texts = [...new Set(grants.flatMap((grant) => textOf(grant) ?? []))];
  return texts.map((text) => {
    const actions = grants.filter((grant) => textOf(grant) === text).map(({ action }) => action);
    return { actions: [...new Set(actions)].sort(), text };
  });
}
