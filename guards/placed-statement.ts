import type { Stack } from "../synthesized/stack";
import type { Statement } from "../synthesized/statements";

/** Which policy of a resource: who may assume a role, what a role may do, or who may do what to the resource. */
export type PolicyRole = "trust" | "identity" | "resource";

/** A statement, and which policy of which resource it stands in. */
export interface PlacedStatement {
  readonly stack: Stack;
  /** Address of the resource, such as `aws_kms_key.table_key`. */
  readonly address: string;
  /** Terraform's type of the resource, such as `aws_kms_key`. */
  readonly resourceType: string;
  readonly policy: PolicyRole;
  /** ARN or name of what the policy is attached to; absent for managed policies, trust policies and keys. */
  readonly attachedTo?: string;
  readonly statement: Statement;
}
