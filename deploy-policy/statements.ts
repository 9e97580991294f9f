import { isDeepStrictEqual } from "node:util";
import type { Conditions, Grant } from "./grant";

/** A statement of an IAM policy. */
export interface PolicyStatement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
}

/** Statements that allow exactly what the grants say: as few as can be without naming anything twice. */
export function statementsOf(grants: readonly Grant[]): PolicyStatement[] {
  const byAction = grouped(withoutRedundant(grants), ({ action, conditions }) =>
    JSON.stringify([action, conditions]),
  );
  const single = byAction.map(([first, ...others]) => ({
    action: first.action,
    resources: withoutCovered([first, ...others].flatMap(({ resources }) => resources)),
    conditions: first.conditions,
  }));
  return grouped(single, ({ resources, conditions }) => JSON.stringify([resources, conditions]))
    .map(([first, ...others]) => ({
      Effect: "Allow" as const,
      Action: [first, ...others].map(({ action }) => action).sort(),
      Resource: first.resources,
      ...(first.conditions && { Condition: first.conditions }),
    }))
    .sort(byFirstAction);
}

/** The grants without those that another one includes. */
export function withoutRedundant<T extends Grant>(grants: readonly T[]): T[] {
  const distinct = grouped(grants, (grant) => JSON.stringify(keyOf(grant))).map(([first]) => first);
  return grouped(distinct, ({ action }) => action).flatMap((group) => {
    // Of a thousand grants few have patterns, and only those and the unconditional ones can include another.
    const broad = group.filter(({ resources }) => resources.some((arn) => arn.includes("*")));
    const unconditional = group.filter(({ conditions }) => conditions === undefined);
    return group.filter((grant) => {
      const others = grant.conditions === undefined ? broad : [...broad, ...unconditional];
      return !others.some((other) => other !== grant && includes(other, grant));
    });
  });
}

function keyOf({ action, resources, conditions }: Grant) {
  return [action, resources, conditions];
}

function includes(other: Grant, grant: Grant): boolean {
  if (other.conditions !== undefined && !isDeepStrictEqual(other.conditions, grant.conditions)) return false;
  return grant.resources.every((arn) => other.resources.some((pattern) => covers(pattern, arn)));
}

/** Whether an ARN, or every ARN of a pattern, fits another pattern. `*` stands for any characters, as in IAM. */
export function covers(pattern: string, arn: string): boolean {
  if (!pattern.includes("*")) return pattern === arn;
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(arn);
}

function withoutCovered(resources: readonly string[]): string[] {
  const distinct = [...new Set(resources)].sort();
  return distinct.filter((arn) => !distinct.some((other) => other !== arn && covers(other, arn)));
}

/** In the order in which each group's first member stands. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

function byFirstAction(a: PolicyStatement, b: PolicyStatement): number {
  return String(a.Action[0]).localeCompare(String(b.Action[0]), "en");
}
