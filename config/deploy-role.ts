import type { AccountConfig } from "./schema";

/** The role that Terraform assumes to deploy into an account. */
export interface DeployRole {
  /** Name of the role, with its path but without a leading slash. */
  readonly name: string;
  /** What the role's trust policy asks for. */
  readonly externalId?: string | undefined;
  /** How long a session lasts, seconds; undefined for STS's default, an hour. */
  readonly sessionDuration?: number | undefined;
}

/** The deploy role of an account, however the file writes it; undefined if the caller's own credentials deploy. */
export function deployRoleOf({ deployRole }: Pick<AccountConfig, "deployRole">): DeployRole | undefined {
  if (deployRole === null) return undefined;
  return typeof deployRole === "string" ? { name: deployRole } : deployRole;
}
