import {
  INLINE_POLICY_CHARACTERS,
  MANAGED_POLICY_CHARACTERS,
  STREAM_POLICY_BYTES,
  TRUST_POLICY_CHARACTERS,
} from "../../config/limits";
import { type PolicyKind, policiesOf } from "../../synthesized/policies";
import { readStacks } from "../../synthesized/read-stacks";

/** The largest policy of a kind, and what AWS allows. */
export interface LargestPolicy {
  /** Such as `inline policies of a role`. */
  readonly what: string;
  /** How many there are. */
  readonly count: number;
  /** Bytes of a stream's policy, characters without white space of any other. */
  readonly size: number;
  readonly limit: number;
}

const LIMITS: Partial<Record<PolicyKind, readonly [what: string, limit: number]>> = {
  stream: ["policy of a stream", STREAM_POLICY_BYTES],
  inline: ["inline policies of a role", INLINE_POLICY_CHARACTERS],
  managed: ["managed policy", MANAGED_POLICY_CHARACTERS],
  trust: ["trust policy of a role", TRUST_POLICY_CHARACTERS],
};

/**
 * Measures the policies of synthesized stacks. The guards have refused what is too large; this shows how near the largest
 * come to the limits.
 */
export function largestPolicies(folder: string): LargestPolicy[] {
  const sizes = new Map<PolicyKind, Map<string, number>>();
  for (const { kind, text, stack, address, attachedTo } of policiesOf(readStacks(folder))) {
    const ofKind = sizes.get(kind) ?? new Map<string, number>();
    // All inline policies of a role share one limit.
    const owner = `${stack.name} ${kind === "inline" ? attachedTo : address}`;
    ofKind.set(owner, (ofKind.get(owner) ?? 0) + sizeOf(kind, text));
    sizes.set(kind, ofKind);
  }
  return [...sizes].flatMap(([kind, ofKind]) => {
    const [what, limit] = LIMITS[kind] ?? [];
    if (what === undefined || limit === undefined) return [];
    return [{ what, count: ofKind.size, size: Math.max(...ofKind.values()), limit }];
  });
}

function sizeOf(kind: PolicyKind, text: string): number {
  return kind === "stream" ? Buffer.byteLength(text) : text.replace(/\s/g, "").length;
}
