import type { Resource } from "../access/access-model";
import type { Analysis } from "../packages/stream-mappings/src/policy-simulator";
import { type Analyzed, type Mismatch, mismatchesOf } from "./misses";
import type { Question } from "./question";

/** What one side says of a request. */
export interface Side {
  readonly kind: "identity" | "boundary" | "resource";
  /** The policies of the side, in words. */
  readonly name: string;
  /** `not there`: it has no policy. `not known`: its policies cannot be read. */
  readonly verdict: "allows" | "denies" | "does not allow" | "not there" | "not known";
  /** The statements that allow or deny, each with its policy. */
  readonly deciding: readonly string[];
  /** Statements that would allow the action if another part of them matched, the closest first. */
  readonly misses: readonly Miss[];
}

/** A statement that allows the action, but does not apply. */
export interface Miss {
  readonly statement: string;
  readonly mismatches: readonly Mismatch[];
}

/** How many statements that do not apply are worth reading. */
const CLOSEST = 3;

/** The sides that take part in a decision: the caller's policies, its boundary if it has one, the resource's policy. */
export function sidesOf(question: Question, analysis: Analysis): Side[] {
  const { principal, unknown } = question;
  const { identityAnalysis, permissionBoundaryAnalysis, resourceAnalysis } = analysis;
  const identity = sideOf("identity", "the caller's own policies", identityAnalysis, question);
  const bounded = principal.boundary
    ? [
        sideOf(
          "boundary",
          `the permissions boundary ${principal.boundary.name}`,
          permissionBoundaryAnalysis,
          question,
        ),
      ]
    : [];
  return [
    ...(principal.kind === "service"
      ? []
      : [unknown.includes("principal") ? unknownSide(identity) : identity]),
    ...bounded,
    ...resourceSide(question, resourceAnalysis),
  ];
}

function resourceSide(question: Question, analysis: Analysis["resourceAnalysis"]): Side[] {
  const { resource, unknown } = question;
  // AWS has no resource, so nothing that a policy could be attached to.
  if (resource.kind === "account") return [];
  const side = sideOf("resource", policyOf(resource.kind), analysis, question);
  if (unknown.includes("resource")) return [unknownSide(side)];
  return [resource.policy ? side : { ...side, verdict: "not there" }];
}

function unknownSide(side: Side): Side {
  return { ...side, verdict: "not known", deciding: [], misses: [] };
}

function sideOf(
  kind: Side["kind"],
  name: string,
  analysis: Analysis["identityAnalysis"] | Analysis["resourceAnalysis"],
  question: Question,
): Side {
  const statements = (list: readonly Analyzed[] = []) =>
    list.map((one) => statementName(one, kind, question));
  const denying = statements(analysis?.denyStatements);
  if (denying.length > 0) return { kind, name, verdict: "denies", deciding: denying, misses: [] };
  const allowing = statements(analysis?.allowStatements);
  if (allowing.length > 0) return { kind, name, verdict: "allows", deciding: allowing, misses: [] };
  const misses = missesOf(analysis?.unmatchedStatements ?? [], kind, question);
  return { kind, name, verdict: "does not allow", deciding: [], misses };
}

function missesOf(unmatched: readonly Analyzed[], kind: Side["kind"], question: Question): Miss[] {
  const { principal, resource, action } = question;
  const asked = {
    action: action.name,
    resource: `${resource.arn}${action.suffix ?? ""}`,
    principal: principal.arn,
  };
  return unmatched
    .filter(({ statement, explain }) => statement.isAllow() && explain.actionMatch)
    .map((one) => ({ statement: statementName(one, kind, question), mismatches: mismatchesOf(one, asked) }))
    .sort((a, b) => a.mismatches.length - b.mismatches.length)
    .slice(0, CLOSEST);
}

function statementName(
  { statement, policyId }: Analyzed,
  kind: Side["kind"],
  { principal, resource }: Question,
): string {
  const policy = {
    identity: policyId,
    boundary: principal.boundary?.name,
    resource: resource.policy?.name,
  }[kind];
  const name = statement.sid() ?? `statement ${statement.index()}`;
  return policy === undefined ? name : `${name} (${policy})`;
}

/** The resource's own policy, as AWS calls it. */
function policyOf(kind: Resource["kind"]): string {
  if (kind === "role") return "the trust policy";
  if (kind === "key") return "the key policy";
  if (kind === "bucket") return "the bucket policy";
  return `the resource-based policy of the ${kind === "permitted" ? "resource" : kind}`;
}
