import { canonicalConditions } from "../../access/canonical-conditions";
import { policiesOf, type SynthesizedPolicy } from "../../synthesized/policies";
import { resourcesOf } from "../../synthesized/resources";
import type { Stack } from "../../synthesized/stack";
import { type Statement, statementsOf } from "../../synthesized/statements";
import { groupBy } from "../group-by";
import { withSamples } from "./sample-arns";
import type { Sides } from "./sides";
import { type StatementText, statementText } from "./statement-change";

/** A statement, and what it says in a form that can be compared. */
export interface SaidStatement {
  readonly statement: Statement;
  readonly text: StatementText;
  /** The text as JSON. */
  readonly key: string;
}

/** A policy on both sides, without the statements that stay as they are. */
export interface PolicyPair {
  readonly before: readonly SaidStatement[];
  readonly after: readonly SaidStatement[];
  readonly policy: SynthesizedPolicy;
  /** Whether what it is for is created by the plan. */
  readonly ofNew: boolean;
  /** Whether what it was for will be gone, and the policy with it. */
  readonly ofGone: boolean;
  /** Whether what it was for will be gone, and the policy will be for something else. */
  readonly ofOther: boolean;
}

/** All policies of both sides. */
export function policyPairs(sides: Sides): PolicyPair[] {
  const old = byPlace(policiesOf(sides.before));
  const now = byPlace(policiesOf(sides.after));
  const names = { before: namesIn(sides.before), after: namesIn(sides.after) };
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) => {
    const [was = [], is = []] = [old.get(place), now.get(place)];
    const [policy] = [...is, ...was];
    if (!policy || sides.hidden.has(`${policy.stack.name} ${policy.address}`)) return [];
    const texts = (policies: readonly SynthesizedPolicy[]) => policies.map(({ text }) => text).join();
    if (texts(was) === texts(is)) return [];
    const renamed = was.map((one) => ({ ...one, text: withSamples(one.text, sides.samples) }));
    const isOwn = ({ kind }: SynthesizedPolicy) => OWN.includes(kind);
    const isGone =
      was.length > 0 &&
      was.every((one) => (isOwn(one) ? is.length === 0 : !isIn(names.after, one.attachedTo)));
    return [
      {
        policy,
        before: renamed.flatMap(({ text }) => statementsIn(text)),
        after: is.flatMap(({ text }) => statementsIn(text)),
        ofNew:
          was.length === 0 && is.some((one) => isOwn(one) || !isIn(names.before, replacedBy(one, sides))),
        ofGone: is.length === 0 && isGone,
        ofOther: is.length > 0 && isGone,
      },
    ];
  });
}

/** The statements that the other list does not have. */
export function without(some: readonly SaidStatement[], others: readonly SaidStatement[]): SaidStatement[] {
  const known = new Set(others.map(({ key }) => key));
  return some.filter(({ key }) => !known.has(key));
}

/** What the policy is for, as it is deployed. */
function replacedBy({ attachedTo }: SynthesizedPolicy, { samples }: Sides): string | undefined {
  return samples.find(({ sample }) => sample === attachedTo)?.replaces ?? attachedTo;
}

/** Whether something of this name is there; a policy that names nothing is for something that is not looked at. */
function isIn(names: ReadonlySet<unknown>, name: string | undefined): boolean {
  return name === undefined || names.has(name);
}

/** By what roles, tables, streams and buckets are known. A policy's own name is none of these. */
function namesIn(stacks: readonly Stack[]): Set<unknown> {
  return new Set(
    resourcesOf(stacks)
      .filter(({ element }) => !("policy" in element))
      .flatMap(({ element }) => NAMES.map((attribute) => element[attribute])),
  );
}

const NAMES = ["name", "arn", "stream_arn", "bucket"];

/** Policies that come and go with what they are for, as parts of it. */
const OWN: readonly string[] = ["trust", "key", "managed"];

/** A role may hold several inline policies at one address. */
function byPlace(policies: readonly SynthesizedPolicy[]): Map<string, SynthesizedPolicy[]> {
  return groupBy(policies, ({ stack, address, kind }) => `${stack.name} ${address} ${kind}`);
}

function statementsIn(policy: string): SaidStatement[] {
  try {
    return statementsOf(JSON.parse(policy)).map((statement) => {
      const text = statementText(statement);
      return { statement, text, key: canonicalConditions(text) };
    });
  } catch {
    return [];
  }
}
