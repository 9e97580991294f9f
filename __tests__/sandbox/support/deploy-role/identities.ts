import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DetachRolePolicyCommand,
  EntityAlreadyExistsException,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { NamedPolicy, PolicyDocument } from "../../../../deploy-policy/policies";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../../../sandbox/credentials";

const USER = "pipeline";

/** Condition keys that the emulator does not fill in: with them, it would refuse what AWS allows. */
const UNKNOWN_TO_EMULATOR = ["iam:PolicyARN", "kms:RequestAlias", "lambda:FunctionArn"];

/** A holder's policies, as `deployPolicies` gives them. */
export interface Holding {
  /** ARN of the role; the caller if absent. */
  readonly role?: string;
  readonly policies: readonly NamedPolicy[];
}

/** The user that starts Terraform and the roles that it assumes, with exactly the policies that they are given. */
export class Identities {
  private readonly clients = new Map<string, IAMClient>();

  constructor(private readonly endpoint: string) {}

  /** Makes the user. @returns the variables with its credentials */
  async makeCaller(): Promise<Record<string, string>> {
    const iam = this.iam(MANAGEMENT_ACCOUNT_ID);
    await iam.send(new CreateUserCommand({ UserName: USER }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: USER }));
    const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
    return { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey };
  }

  /** Gives the holders these policies and takes all others from them. */
  async give(holdings: readonly Holding[]): Promise<void> {
    for (const { role, policies } of holdings) {
      if (role === undefined) await this.giveCaller(policies);
      else await this.giveRole(role, policies);
    }
  }

  /** Closes all connections. */
  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }

  private async giveCaller([policy]: readonly NamedPolicy[]): Promise<void> {
    const PolicyDocument = textOf(policy?.document ?? { Version: "2012-10-17", Statement: [] });
    await this.iam(MANAGEMENT_ACCOUNT_ID).send(
      new PutUserPolicyCommand({ UserName: USER, PolicyName: "caller", PolicyDocument }),
    );
  }

  private async giveRole(arn: string, policies: readonly NamedPolicy[]): Promise<void> {
    const [, accountId = "", RoleName = ""] = /^arn:aws:iam::(\d+):role\/(.+)$/.exec(arn) ?? [];
    const iam = this.iam(accountId);
    await makeRole(iam, RoleName);
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyArn } of AttachedPolicies) {
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(new DeletePolicyCommand({ PolicyArn }));
    }
    // What a change leaves as it is has the same name before and after it.
    for (const [name, { document }] of new Map(policies.map((policy) => [policy.name, policy]))) {
      const input = { PolicyName: name, PolicyDocument: textOf(document) };
      const { Policy } = await iam.send(new CreatePolicyCommand(input));
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
    }
  }

  private iam(accountId: string): IAMClient {
    const known = this.clients.get(accountId);
    if (known) return known;
    const credentials = rootCredentials(accountId);
    const client = new IAMClient({ endpoint: this.endpoint, region: "eu-central-1", credentials });
    this.clients.set(accountId, client);
    return client;
  }
}

/** The role trusts the user and nobody else. */
async function makeRole(iam: IAMClient, RoleName: string): Promise<void> {
  const caller = { AWS: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:user/${USER}` };
  const Statement = [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: caller }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  try {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  } catch (error) {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  }
}

function textOf(document: PolicyDocument): string {
  return JSON.stringify(document, (key, value) => (UNKNOWN_TO_EMULATOR.includes(key) ? undefined : value));
}
