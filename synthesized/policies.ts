import { attributeOf, substitute } from "./references";
import { resourcesOf, type SynthesizedResource } from "./resources";
import type { Stack } from "./stack";

/** What a policy is attached to. */
export type PolicyKind = "stream" | "inline" | "managed" | "trust" | "key" | "bucket" | "other";

/** A policy of a synthesized stack. */
export interface SynthesizedPolicy {
  readonly stack: Stack;
  readonly kind: PolicyKind;
  /** Address of the resource that holds it, such as `aws_iam_role_policy.role_policy`. */
  readonly address: string;
  /** The JSON text that AWS will get, with samples for what only an apply resolves. */
  readonly text: string;
  /** Undefined if the text is no JSON: an expression of Terraform makes it during the apply. */
  readonly document: unknown;
  /** ARN or name of what it is attached to; absent for managed policies, trust policies and keys. */
  readonly attachedTo?: string;
}

/** Where policies are expected: the kind, and the attribute that says what the policy is attached to. */
const KINDS: Readonly<Record<string, readonly [kind: PolicyKind, attachedBy?: string]>> = {
  "aws_dynamodb_resource_policy.policy": ["stream", "resource_arn"],
  "aws_iam_role_policy.policy": ["inline", "role"],
  "aws_iam_role.inline_policy.policy": ["inline", "name"],
  "aws_iam_policy.policy": ["managed"],
  "aws_iam_role.assume_role_policy": ["trust"],
  "aws_kms_key.policy": ["key"],
  "aws_s3_bucket_policy.policy": ["bucket", "bucket"],
};

/** Every policy of the stacks: what stands where policies are expected, and JSON text with a `Statement` elsewhere. */
export function policiesOf(stacks: readonly Stack[]): SynthesizedPolicy[] {
  return resourcesOf(stacks).flatMap((resource) =>
    textsIn(resource.element, resource.type)
      .filter(({ path, text }) => path in KINDS || text.includes('"Statement"'))
      .map(({ path, text }) => policyOf(resource, path, text, stacks)),
  );
}

function policyOf(
  resource: SynthesizedResource,
  path: string,
  unresolved: string,
  stacks: readonly Stack[],
): SynthesizedPolicy {
  const { stack, address } = resource;
  const [kind = "other", attachedBy] = KINDS[path] ?? [];
  const text = substitute(unresolved, stack, stacks);
  const attachedTo = attachedBy && attributeOf(resource, attachedBy, stacks);
  return { stack, kind, address, text, document: parsed(text), ...(attachedTo && { attachedTo }) };
}

interface FoundText {
  readonly path: string;
  readonly text: string;
}

/** Every text in a value, with its path: type and attributes, without positions in lists. */
function textsIn(value: unknown, path: string, found: FoundText[] = []): FoundText[] {
  if (typeof value === "string") found.push({ path, text: value });
  else if (Array.isArray(value)) for (const one of value) textsIn(one, path, found);
  else if (typeof value === "object" && value !== null)
    for (const [key, one] of Object.entries(value)) textsIn(one, `${path}.${key}`, found);
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The policy that a resource holds itself: a key's, or the trust policy of a role. */
export function policyIn(
  { stack, address }: SynthesizedResource,
  kind: PolicyKind,
  policies: readonly SynthesizedPolicy[],
): SynthesizedPolicy | undefined {
  return policies.find(
    (policy) => policy.kind === kind && policy.stack === stack && policy.address === address,
  );
}
