import {
  INLINE_POLICY_CHARACTERS,
  MANAGED_POLICY_CHARACTERS,
  STREAM_POLICY_BYTES,
  TRUST_POLICY_CHARACTERS,
} from "../config/limits";
import type { PolicyKind } from "../synthesized/policies";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** AWS refuses larger policies, but only during the apply. */
export function policySizes({ policies }: GuardInput): Finding[] {
  return policies.flatMap((policy) => {
    const limit = LIMITS[policy.kind];
    if (limit === undefined) return [];
    const size = limit.measure(policy.text);
    if (size <= limit.max) return [];
    return [
      {
        place: placeOf(policy),
        cause: `the policy has ${size} ${limit.unit}, AWS takes ${limit.max}`,
        remedy: limit.remedy,
      },
    ];
  });
}

interface SizeLimit {
  readonly max: number;
  readonly unit: string;
  readonly measure: (text: string) => number;
  readonly remedy: string;
}

/** White space counts in a stream's policy and does not in IAM's. */
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
    remedy: "Spread the mappings over several consumers, each with a role of its own",
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
    remedy: "Let fewer functions assume this role, or make a second role for some of them",
  },
};

function withoutWhiteSpace(text: string): number {
  return text.replace(/\s/g, "").length;
}
