import { partitionOf, roleArn } from "../config/arns";
import type { ReaderConfig } from "../config/schema";
import type { PolicyStatement } from "./policy-document";

/** A role of another account that may read a stream, or assume an access role. */
export interface StreamReader {
  /** The consumer's key in the environment file, and what tells its roles apart: names the statement in the policy. */
  readonly consumer: string;
  /** The consumer's account: 12 digits. */
  readonly accountId: string;
  /** Name of the consumer's role, with its path if it has one (`path/name`). */
  readonly roleName: string;
  /** Decides the partition of the ARNs. */
  readonly region: string;
  readonly grant: ReaderConfig["grant"];
}

/** Whom a statement is for. */
export type Grantee = Pick<PolicyStatement, "Principal" | "Condition">;

/**
 * Names the reader's role in a resource-based policy.
 *
 * `principal-arn` names the account and narrows it to the role by `aws:PrincipalArn`. A role ARN in
 * `Principal` must exist when the policy is written, and is stored as the role's unique ID, which dies with
 * the role (IAM User Guide, "AWS JSON policy elements: Principal"). The condition has neither problem.
 */
export function granteeOf(reader: StreamReader): Grantee {
  const arn = roleArn(reader.accountId, reader.roleName, reader.region);
  if (reader.grant === "role-arn") return { Principal: { AWS: arn } };
  return {
    Principal: { AWS: accountRootArn(reader.accountId, reader.region) },
    Condition: { ArnEquals: { "aws:PrincipalArn": arn } },
  };
}

/** ARN of an account as a principal. */
export function accountRootArn(accountId: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:root`;
}

/** The readers by the consumer's key: the order of the file does not matter to the policy. */
export function inOrder(readers: readonly StreamReader[]): StreamReader[] {
  return [...readers].sort((a, b) => (a.consumer < b.consumer ? -1 : 1));
}

/**
 * One statement ID a name, such as `HandlerReads`. IDs are letters and digits only and must differ within
 * a policy, so a name that becomes the same as an earlier one gets a number.
 */
export function statementIds(names: readonly string[], verb: string): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = name.replace(/(?:^|-+)([a-z0-9]|$)/g, (_match, next: string) => next.toUpperCase()) + verb;
    let id = base;
    for (let number = 2; taken.has(id); number++) id = base + number;
    taken.add(id);
    return id;
  });
}
