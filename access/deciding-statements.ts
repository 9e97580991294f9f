import type { Analysis } from "../packages/stream-mappings/src/policy-simulator";
import type { Resource } from "./access-model";

type Analyses = NonNullable<Analysis["identityAnalysis"] | Analysis["resourceAnalysis"]>;
type Analyzed = Analyses["allowStatements"];

/** Which statements made a decision, in words: those that allow, the one that denies, or where one is missing. */
export function decidingStatements(analysis: Analysis, resource: Resource): string {
  const {
    identityAnalysis: identity,
    resourceAnalysis: own,
    permissionBoundaryAnalysis: boundary,
  } = analysis;
  const denials = [
    ...namesOf(identity?.denyStatements),
    ...namesOf(own?.denyStatements, resource),
    ...namesOf(boundary?.denyStatements),
  ];
  if (denials.length > 0) return `denied by ${denials.join(" and ")}`;
  const allowing = [...namesOf(identity?.allowStatements), ...namesOf(own?.allowStatements, resource)];
  if (analysis.result === "Allowed") return `allowed by ${allowing.join(" and ")}`;
  if (namesOf(identity?.allowStatements).length === 0) return "no statement of its own policies allows it";
  if (boundary && boundary.result !== "Allowed") return "no statement of its permissions boundary allows it";
  if (!resource.policy) return `${nameOfKind(resource.kind)} has no policy of its own that allows it`;
  return `no statement of ${resource.policy.name} allows it`;
}

function nameOfKind(kind: Resource["kind"]): string {
  return kind === "permitted" ? "the resource" : `the ${kind}`;
}

function namesOf(statements: Analyzed = [], resource?: Resource): string[] {
  return statements.map(({ policyId, statement }) => {
    const policy = resource?.policy?.name ?? policyId;
    return `${statement.sid() ?? `statement ${statement.index()}`} (${policy})`;
  });
}
