import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  EntityAlreadyExistsException,
  IAMClient,
} from "@aws-sdk/client-iam";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "./credentials";

/** An account and the role that deploys to it. */
export interface DeployRole {
  readonly accountId: string;
  readonly roleName: string;
  /** What who assumes it must state; undefined if nothing. */
  readonly externalId?: string | undefined;
}

/** Creates the roles that the management account assumes to deploy, as AWS Organizations does. Existing ones are kept. */
export async function createDeployRoles(
  emulatorUrl: string,
  region: string,
  roles: readonly DeployRole[],
): Promise<void> {
  await Promise.all(roles.map((role) => createDeployRole(emulatorUrl, region, role)));
}

async function createDeployRole(endpoint: string, region: string, role: DeployRole): Promise<void> {
  const iam = new IAMClient({ endpoint, region, credentials: rootCredentials(role.accountId) });
  try {
    await iam.send(
      new CreateRoleCommand({
        RoleName: role.roleName,
        AssumeRolePolicyDocument: managementTrust(role.externalId),
      }),
    );
  } catch (error) {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  }
  // In AWS Organizations, OrganizationAccountAccessRole has administrator rights in the member account.
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: role.roleName,
      PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
  );
  iam.destroy();
}

/** The trust policy of a role that the management account may assume, with the external ID if there is one. */
export function managementTrust(externalId?: string): string {
  const Principal = { AWS: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:root` };
  const Condition = { StringEquals: { "sts:ExternalId": externalId } };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal,
        Action: "sts:AssumeRole",
        ...(externalId !== undefined && { Condition }),
      },
    ],
  });
}
