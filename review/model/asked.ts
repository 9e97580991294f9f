import type { AccessModel, Principal, Resource } from "../../access/access-model";
import { ACTIONS } from "../../access/actions";
import type { Cell } from "../../access/cell";
import { withHypotheses } from "../../access/hypotheses";
import { denies, mayAllow, mayTouch } from "../../access/possible-access";
import { type Question, questionsOf } from "../../access/questions";
import type { Environment } from "../../config/schema";
import { groupBy } from "../group-by";
import { withoutHypothesis } from "./judged-side";
import { sortedJson } from "./sorted-json";

/** What is asked about both sides. */
export interface Asked {
  readonly before: readonly Question[];
  readonly after: readonly Question[];
  /** About those who are the same on both sides, and about what is: one answer does for both. */
  readonly same: readonly Question[];
  /** About what one side would allow if the other side allowed everything. */
  readonly supposed: { readonly before: readonly Question[]; readonly after: readonly Question[] };
}

/** One side with its hypotheses. */
interface Side {
  readonly principals: ReadonlyMap<string, Principal>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Those that the other side has as well, exactly like this. */
  readonly same: ReadonlySet<Principal | Resource>;
}

/**
 * The questions that some policy may answer with yes, on either side: all others are denied on both. Administrators and
 * what is made up are only asked about where they or the resource differ.
 */
export function askedOf(environment: Environment, before: AccessModel, after: AccessModel): Asked {
  const [old, now] = [withHypotheses(before), withHypotheses(after)];
  const sides = { before: sideOf(old, now), after: sideOf(now, old) };
  const possible = {
    before: possibleOn(environment, sides.before),
    after: possibleOn(environment, sides.after),
  };
  const isSame = (side: Side) => (one: Question) =>
    side.same.has(one.principal) && side.same.has(one.resource);
  const differing = (side: Side, own: readonly Question[], others: readonly Question[]) =>
    distinct([...own, ...others.flatMap((one) => onSide(side, one))]).filter((one) => !isSame(side)(one));
  const asked = {
    before: differing(sides.before, possible.before, possible.after),
    after: differing(sides.after, possible.after, possible.before),
  };
  const isReal = (one: Question) => !isSupposed(one);
  return {
    before: withChecks(asked.before.filter(isReal), sides.before),
    after: withChecks(asked.after.filter(isReal), sides.after),
    same: possible.after.filter(isSame(sides.after)),
    supposed: { before: asked.before.filter(isSupposed), after: asked.after.filter(isSupposed) },
  };
}

/** Names a question, and the one that it supposes something about, alike. */
export function baseOf({ principal, resource, action }: Question): string {
  return cellKey({ principal: principal.label, resource: resource.label, action: action.label });
}

/** The same for an answer. */
export function cellKey({
  principal,
  resource,
  action,
}: Pick<Cell, "principal" | "resource" | "action">): string {
  return [withoutHypothesis(principal), withoutHypothesis(resource), action].join("\n");
}

function isSupposed({ principal, resource }: Question): boolean {
  return isMadeUp(principal) || isMadeUp(resource);
}

function sideOf(model: AccessModel, other: AccessModel): Side {
  const others = groupBy<Principal | Resource>(
    [...other.principals, ...other.resources],
    ({ label }) => label,
  );
  const isKnown = (one: Principal | Resource) => others.get(one.label)?.some((its) => isAlike(one, its));
  return {
    principals: new Map(model.principals.map((one) => [one.label, one])),
    resources: new Map(model.resources.map((one) => [one.label, one])),
    same: new Set([...model.principals, ...model.resources].filter(isKnown)),
  };
}

/** Most of what stays is in the same order, too, and sorting takes ten times as long. */
function isAlike(one: Principal | Resource, other: Principal | Resource): boolean {
  return JSON.stringify(one) === JSON.stringify(other) || sortedJson(one) === sortedJson(other);
}

function possibleOn(environment: Environment, { principals, resources, same }: Side): Question[] {
  const model = { principals: [...principals.values()], resources: [...resources.values()] };
  const madeUp = new Set<Principal | Resource>([...model.principals, ...model.resources].filter(isMadeUp));
  const changing = model.principals.filter((one) => !same.has(one));
  const concerned = model.principals.filter(
    (one) => !same.has(one) || (one.kind !== "administrator" && !madeUp.has(one)),
  );
  // Of some hundred principals, most are administrators who stay as they are.
  const candidates = (resource: Resource) => {
    if (!same.has(resource)) return model.principals;
    return madeUp.has(resource) ? changing : concerned;
  };
  return questionsOf(environment, model, (resource) =>
    candidates(resource).filter(
      (principal) =>
        !(madeUp.has(principal) && madeUp.has(resource)) &&
        !isSettled(principal, resource) &&
        mayTouch(principal, resource),
    ),
  ).filter(mayAllow);
}

/** An administrator who is made up and may do everything, with a policy that is made up and lets in everybody: yes. */
function isMadeUp({ hypothesis, label }: Principal | Resource): boolean {
  return hypothesis !== undefined && withoutHypothesis(label) !== label;
}

/**
 * An administrator may do everything in the own account, unless a policy denies it, or is needed as for keys and roles.
 * Of buckets some of that is not as it should be.
 */
function isSettled({ kind, accountId }: Principal, resource: Resource): boolean {
  return (
    kind === "administrator" &&
    accountId === resource.accountId &&
    ["stream", "table", "log group", "account"].includes(resource.kind) &&
    !denies(resource)
  );
}

/** A question of the other side, if this side has the principal and the resource. */
function onSide({ principals, resources }: Side, { principal, resource, action }: Question): Question[] {
  const [own, its] = [principals.get(principal.label), resources.get(resource.label)];
  return own && its ? [{ principal: own, resource: its, action }] : [];
}

function distinct(questions: readonly Question[]): Question[] {
  const byKey = new Map(
    questions.map((one) => [`${one.principal.label}\n${one.resource.label}\n${one.action.label}`, one]),
  );
  return [...byKey.values()];
}

/** With a question for each policy that differs: one that cannot be evaluated must not pass because nobody asks. */
function withChecks(questions: readonly Question[], { principals, resources, same }: Side): Question[] {
  const asked = new Set(questions.flatMap(({ principal, resource }): unknown[] => [principal, resource]));
  const [somebody] = [...principals.values()].filter(({ kind }) => kind === "administrator");
  const [something] = [...resources.values()].filter(({ kind }) => kind === "table");
  const isUnasked = (one: Principal | Resource) => !same.has(one) && !asked.has(one) && !isMadeUp(one);
  const pairs = [
    ...[...principals.values()]
      .filter((one) => isUnasked(one) && one.policies.length > 0)
      .map((principal) => ({ principal, resource: something })),
    ...[...resources.values()]
      .filter((one) => isUnasked(one) && one.policy !== undefined)
      .map((resource) => ({ principal: somebody, resource })),
  ];
  const checks = pairs.flatMap(({ principal, resource }) =>
    principal && resource
      ? ACTIONS[resource.kind].slice(0, 1).map((action) => ({ principal, resource, action }))
      : [],
  );
  return [...questions, ...checks];
}
