import type { Analysis } from "../packages/stream-mappings/src/policy-simulator";

type SideAnalysis = NonNullable<Analysis["identityAnalysis"] | Analysis["resourceAnalysis"]>;
/** A statement as the simulator looked at it. */
export type Analyzed = SideAnalysis["allowStatements"][number];
type Explained = Analyzed["explain"];

/** A part of a statement that keeps it from applying to a request. */
export interface Mismatch {
  readonly part: "action" | "resource" | "principal" | "condition";
  /** What the statement asks for. */
  readonly wanted: readonly string[];
  /** What the request has; undefined if it has nothing of the kind. */
  readonly found?: string;
  /** Operator and key of a condition, such as `ArnEquals aws:PrincipalArn`. @default it is no condition */
  readonly condition?: string;
}

/** What a statement is compared with. */
export interface Asked {
  readonly action: string;
  /** ARN of the resource. */
  readonly resource: string;
  /** ARN of the role, or name of the service. */
  readonly principal: string;
}

/** The parts of a statement that do not match a request; none if it applies. */
export function mismatchesOf({ explain, principalMatch }: Analyzed, asked: Asked): Mismatch[] {
  return [
    ...(explain.actionMatch
      ? []
      : [{ part: "action" as const, wanted: valuesOf(explain, "action"), found: asked.action }]),
    ...(explain.resourceMatch
      ? []
      : [{ part: "resource" as const, wanted: valuesOf(explain, "resource"), found: asked.resource }]),
    ...(principalMatch === "NoMatch"
      ? [{ part: "principal" as const, wanted: valuesOf(explain, "principal"), found: asked.principal }]
      : []),
    ...listOf(explain.conditions)
      .filter(({ matches }) => !matches)
      .map(({ operator, conditionKeyValue, values, resolvedConditionKeyValue }) => ({
        part: "condition" as const,
        wanted: listOf(values).map(({ value, resolvedValue }) => resolvedValue ?? value),
        condition: `${operator} ${conditionKeyValue}`,
        ...(resolvedConditionKeyValue !== undefined && { found: resolvedConditionKeyValue }),
      })),
  ];
}

/** What a statement names; what it leaves out instead of listing is marked. */
function valuesOf(explain: Explained, part: "action" | "resource" | "principal"): string[] {
  const named = {
    action: listOf(explain.actions).map(({ action }) => action),
    resource: listOf(explain.resources).map(({ resource }) => resource),
    principal: listOf(explain.principals).map(({ principal }) => principal),
  }[part];
  const excluded = {
    action: listOf(explain.notActions).map(({ action }) => action),
    resource: listOf(explain.notResources).map(({ resource }) => resource),
    principal: listOf(explain.notPrincipals).map(({ principal }) => principal),
  }[part];
  return excluded.length > 0 ? [`all but ${excluded.join(", ")}`] : named;
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
