import { type PolicyKind, policiesOf, type SynthesizedPolicy } from "../../synthesized/policies";
import { statementsOf } from "../../synthesized/statements";
import { groupBy } from "../group-by";
import { withSamples } from "./sample-arns";
import type { Sides } from "./sides";
import { isSame, type StatementText, statementText } from "./statement-change";

/** A statement that is added, removed or changed. */
export interface StatementChange {
  /** Name of the stack. */
  readonly stack: string;
  /** Address of the resource that holds the policy. */
  readonly address: string;
  readonly kind: PolicyKind;
  /** Absent for a statement that is added. */
  readonly before?: StatementText;
  /** Absent for a statement that is removed. */
  readonly after?: StatementText;
  /** Whether the role, key, stream or bucket that the policy is for is created by the plan. */
  readonly ofNew: boolean;
}

/** A policy on both sides, without the statements that stay as they are. */
interface PolicyPair {
  readonly before: readonly StatementText[];
  readonly after: readonly StatementText[];
  readonly policy: SynthesizedPolicy;
  readonly ofNew: boolean;
}

/** The statements of all policies that the plans add, remove or change. */
export function statementChanges(sides: Sides): StatementChange[] {
  return pairs(sides).flatMap(({ policy, before, after, ofNew }) => {
    const { address, kind, stack } = policy;
    const common = { stack: stack.name, address, kind, ofNew };
    const [old, now] = [without(before, after), without(after, before)];
    const partners = new Map(now.map((one) => [one, partnerOf(one, old)]));
    const paired = new Set(partners.values());
    return [
      ...now.map((one): StatementChange => {
        const partner = partners.get(one);
        return { ...common, ...(partner && { before: partner }), after: one };
      }),
      ...old.filter((one) => !paired.has(one)).map((one): StatementChange => ({ ...common, before: one })),
    ];
  });
}

/** The statement of the same name; one without a name is another one if anything of it changes. */
function partnerOf({ sid }: StatementText, old: readonly StatementText[]): StatementText | undefined {
  if (sid !== undefined) return old.find((one) => one.sid === sid);
  const unnamed = old.filter((one) => one.sid === undefined);
  return unnamed.length === 1 ? unnamed[0] : undefined;
}

function without(some: readonly StatementText[], others: readonly StatementText[]): StatementText[] {
  return some.filter((one) => !others.some((other) => isSame(one, other)));
}

function pairs(sides: Sides): PolicyPair[] {
  const old = byPlace(policiesOf(sides.before));
  const now = byPlace(policiesOf(sides.after));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) => {
    const [was = [], is = []] = [old.get(place), now.get(place)];
    const [policy] = [...is, ...was];
    if (!policy) return [];
    const deployed = was.flatMap(({ text }) => statements(text));
    const planned = is.flatMap(({ text }) => statements(text));
    const [before, after] = [without(deployed, planned), without(planned, deployed)];
    return [
      {
        policy,
        before: withSamples(before, sides.samples),
        after,
        ofNew: was.length === 0 && is.some((one) => isOfNew(one, sides)),
      },
    ];
  });
}

/** A role may hold several inline policies at one address. */
function byPlace(policies: readonly SynthesizedPolicy[]): Map<string, SynthesizedPolicy[]> {
  return groupBy(policies, ({ stack, address, kind }) => `${stack.name} ${address} ${kind}`);
}

function statements(text: string): StatementText[] {
  try {
    return statementsOf(JSON.parse(text)).map(statementText);
  } catch {
    return [];
  }
}

/** A policy of something that was not there before. What it is attached to is known by its name or ARN. */
function isOfNew({ kind, attachedTo }: SynthesizedPolicy, { before, samples }: Sides): boolean {
  if (kind === "trust" || kind === "key" || kind === "managed") return true;
  if (attachedTo === undefined) return false;
  const known = samples.find(({ sample }) => sample === attachedTo)?.replaces ?? attachedTo;
  return !before.some(({ json }) =>
    Object.values(json.resource ?? {}).some((byName) =>
      Object.values(byName).some(
        (element) => !("policy" in element) && NAMES.some((attribute) => element[attribute] === known),
      ),
    ),
  );
}

const NAMES = ["name", "arn", "stream_arn", "bucket"];
