import { partitionOf, roleArn } from "../config/arns";
import type { PolicyStatement } from "./policy-document";

/**
 * How a policy names the role that it grants access to.
 *
 * - `principal-arn`: the role's account is the principal, and the condition `aws:PrincipalArn` narrows it to the role.
 *   The role need not exist yet, and the grant survives when the role is deleted and created again.
 * - `role-arn`: the role itself is the principal. AWS refuses the policy if the role does not exist, and stores the
 *   role's unique ID: the grant ends when the role is deleted (IAM User Guide, "AWS JSON policy elements: Principal").
 */
export type GrantStyle = "principal-arn" | "role-arn";

/** An IAM role, usually of another account, that a resource-based policy or a trust policy grants access to. */
export interface Grantee {
  /** Names the grantee's statement, such as `orders` for the statement `OrdersReads`. Unique within a policy. */
  readonly name: string;
  /** The account that owns the role: 12 digits. */
  readonly accountId: string;
  /** Name of the role, with its path if it has one: `path/name`. */
  readonly roleName: string;
  /** Any region of the role's partition: ARNs in China and GovCloud differ. */
  readonly region: string;
  /** @default principal-arn */
  readonly grant?: GrantStyle;
}

/** The elements of a statement that say to whom it applies. */
export type PrincipalElements = Pick<PolicyStatement, "Principal" | "Condition">;

/** The elements that restrict a statement to a grantee. */
export function principalOf({ accountId, roleName, region, grant }: Grantee): PrincipalElements {
  const arn = roleArn(accountId, roleName, region);
  if (grant === "role-arn") return { Principal: { AWS: arn } };
  return {
    Principal: { AWS: accountRootArn(accountId, region) },
    Condition: { ArnEquals: { "aws:PrincipalArn": arn } },
  };
}

/** ARN that stands for a whole account in `Principal`. */
export function accountRootArn(accountId: string, region: string): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:root`;
}

/**
 * One `Allow` statement per grantee, sorted by name: the order of `grantees` does not change the policy.
 * @param verb ends the statement IDs: `Reads` gives `OrdersReads`
 * @param elements gives the rest of a statement, including the grantee's principal
 */
export function allowEach(
  grantees: readonly Grantee[],
  verb: string,
  elements: (principal: PrincipalElements) => Omit<PolicyStatement, "Sid" | "Effect">,
): PolicyStatement[] {
  const sorted = [...grantees].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ids = statementIds(
    sorted.map(({ name }) => name),
    verb,
  );
  return sorted.map((grantee, index) => ({
    Sid: ids[index] ?? "",
    Effect: "Allow",
    ...elements(principalOf(grantee)),
  }));
}

/**
 * A statement ID for each name, such as `OrdersReads`. IDs consist of letters and digits and are unique within a
 * policy: where two names would give the same ID, the later one gets a number.
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
