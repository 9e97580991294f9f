import {
  INLINE_POLICY_CHARACTERS,
  MANAGED_POLICY_CHARACTERS,
  STREAM_POLICY_BYTES,
  TRUST_POLICY_CHARACTERS,
} from "../../config/limits";
import type { PolicyKind, SynthesizedPolicy } from "../../synthesized/policies";
import { placeOf, type Rule, type Violation } from "../rule";

/** No policy is larger than AWS allows. */
export const policySize: Rule = {
  id: "policy-size",
  sentence: "No policy is larger than AWS allows.",
  why:
    `AWS refuses a larger one, but only during the apply. A stream's policy has at most ${STREAM_POLICY_BYTES} bytes ` +
    `(DynamoDB Developer Guide, considerations for resource-based policies), a role's inline policies ` +
    `${INLINE_POLICY_CHARACTERS} characters, a managed policy ${MANAGED_POLICY_CHARACTERS} and a trust policy ` +
    `${TRUST_POLICY_CHARACTERS} (IAM User Guide, quotas). White space counts in a stream's policy only.`,
  remedy: "Split the policy, or grant less in it",
  check: ({ policies }) => policies.flatMap((policy) => oversize(policy, policies)),
};

function oversize(policy: SynthesizedPolicy, policies: readonly SynthesizedPolicy[]): Violation[] {
  const limit = LIMITS[policy.kind];
  if (limit === undefined) return [];
  const together = policies.filter((other) => sharesLimit(policy, other));
  // Said once, of the last of them.
  if (together.at(-1) !== policy) return [];
  const size = together.reduce((sum, { text }) => sum + limit.measure(text), 0);
  if (size <= limit.max) return [];
  const what =
    together.length === 1 ? "the policy has" : `the role's ${together.length} inline policies together have`;
  return [
    {
      place: placeOf(policy),
      cause: `${what} ${size} ${limit.unit}, AWS allows ${limit.max}`,
      remedy: limit.remedy,
    },
  ];
}

/** All inline policies of a role share one limit; any other policy has its own. */
function sharesLimit(policy: SynthesizedPolicy, other: SynthesizedPolicy): boolean {
  if (policy === other) return true;
  if (policy.kind !== "inline" || other.kind !== "inline" || policy.attachedTo === undefined) return false;
  return policy.stack === other.stack && policy.attachedTo === other.attachedTo;
}

interface SizeLimit {
  readonly max: number;
  readonly unit: string;
  readonly measure: (text: string) => number;
  readonly remedy: string;
}

const LIMITS: Partial<Record<PolicyKind, SizeLimit>> = {
  stream: {
    max: STREAM_POLICY_BYTES,
    unit: "bytes",
    measure: (text) => Buffer.byteLength(text),
    remedy: "Let fewer consumers read this stream, or give their roles shorter names",
  },
  inline: {
    max: INLINE_POLICY_CHARACTERS,
    unit: "characters",
    measure: withoutWhiteSpace,
    remedy:
      "Spread mappings and permissions over several consumers, or give fewer permissions, each with more resources",
  },
  managed: {
    max: MANAGED_POLICY_CHARACTERS,
    unit: "characters",
    measure: withoutWhiteSpace,
    remedy: "Split the policy in two",
  },
  trust: {
    max: TRUST_POLICY_CHARACTERS,
    unit: "characters",
    measure: withoutWhiteSpace,
    remedy: "Let fewer functions assume this role, or create a second role for some of them",
  },
};

function withoutWhiteSpace(text: string): number {
  return text.replace(/\s/g, "").length;
}
