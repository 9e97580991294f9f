import { substitute } from "./references";
import { resourcesOf, type Stack } from "./stack-json";

/** What a policy hangs on. */
export type PolicyKind = "stream" | "inline" | "managed" | "trust" | "key" | "bucket" | "other";

/** A policy of a synthesized stack. */
export interface SynthesizedPolicy {
  readonly stack: Stack;
  readonly kind: PolicyKind;
  /** `aws_iam_role_policy.role_policy`. */
  readonly address: string;
  /** The JSON text that AWS will get, with samples for what only an apply resolves. */
  readonly text: string;
  readonly document: unknown;
  /** ARN or name of what it hangs on; absent where the policy stands in the element itself. */
  readonly attachedTo?: string;
}

const KINDS: Readonly<Record<string, readonly [kind: PolicyKind, attachedBy?: string]>> = {
  "aws_dynamodb_resource_policy.policy": ["stream", "resource_arn"],
  "aws_iam_role_policy.policy": ["inline", "role"],
  "aws_iam_policy.policy": ["managed"],
  "aws_iam_role.assume_role_policy": ["trust"],
  "aws_kms_key.policy": ["key"],
  "aws_s3_bucket_policy.policy": ["bucket", "bucket"],
};

/** Every policy of the stacks: JSON text with a `Statement`, wherever it stands. */
export function policiesOf(stacks: readonly Stack[]): SynthesizedPolicy[] {
  return resourcesOf(stacks).flatMap(({ stack, type, name, element }) =>
    Object.entries(element).flatMap(([attribute, value]): SynthesizedPolicy[] => {
      if (typeof value !== "string" || !value.includes('"Statement"')) return [];
      const [kind = "other", attachedBy] = KINDS[`${type}.${attribute}`] ?? [];
      const text = substitute(value, stack, stacks);
      const attachedTo = attachedBy && substitute(String(element[attachedBy]), stack, stacks);
      return [
        {
          stack,
          kind,
          address: `${type}.${name}`,
          text,
          document: JSON.parse(text),
          ...(attachedTo && { attachedTo }),
        },
      ];
    }),
  );
}
