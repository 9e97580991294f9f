import { randomInt } from "node:crypto";
import { fromLoaded } from "../../../config/loaded";
import type { Environment } from "../../../config/schema";
import { createDeployRoles } from "../../../sandbox/deploy-roles";
import { requireRunning } from "../../../sandbox/require-running";

/** The IDs of the accounts of the environment `sandbox`. */
export interface AccountPair {
  readonly source: string;
  readonly consumer: string;
}

/** An account that is nobody else's. */
export function freshAccount(): string {
  return String(randomInt(100_000_000_000, 999_999_999_999));
}

/** Two accounts that no other test uses. */
export function freshAccounts(): AccountPair {
  return { source: freshAccount(), consumer: freshAccount() };
}

/** Makes the role that Terraform assumes in each of the accounts. */
export async function letTerraformIn(accountIds: readonly string[]): Promise<void> {
  const { emulatorUrl, region } = requireRunning();
  const roleName = "OrganizationAccountAccessRole";
  await createDeployRoles(
    emulatorUrl,
    region,
    accountIds.map((accountId) => ({ accountId, roleName })),
  );
}

/** The environment `sandbox` in other accounts. */
export function inAccounts(environment: Environment, { source, consumer }: AccountPair): Environment {
  const { accounts } = environment;
  return {
    ...environment,
    accounts: {
      source: { ...fromLoaded(accounts.source, "accounts.source"), id: source },
      consumer: { ...fromLoaded(accounts.consumer, "accounts.consumer"), id: consumer },
    },
  };
}
