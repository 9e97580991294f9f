import type { AwsClients } from "../aws/clients";
import type { Scope } from "../aws/identity";
import { AwsError, callJsonApi, DYNAMODB, ORGANIZATIONS } from "../aws/json-api";
import type { SignedHttp } from "../aws/signed-http";
import type { StreamArn } from "../model/arns";
import { collectRolePolicies, type RolePolicies } from "../policy-simulator";
import { type FunctionInfo, lookUpFunction } from "./function-lookup";
import { type TableKey, tableKey } from "./table-key";
import { type Lifetime, TimedCache } from "./timed-cache";

/** A policy is used for less than 2 s after it was read; the rest of the 2 s is for reading and deciding. */
const POLICY_LIFETIME: Lifetime = { fresh: 1_000, valid: 1_500 };
/** DynamoDB itself uses a table's key for some minutes without asking KMS again (Developer Guide, encryption at rest). */
const KEY_LIFETIME: Lifetime = { fresh: 5_000, valid: 15_000 };
const ORGANIZATION_LIFETIME: Lifetime = { fresh: 20_000, valid: 60_000 };

/** A resource's own policy; `document` is undefined when it has none. */
export interface ResourcePolicy {
  readonly document: unknown;
}

/** Reads what a decision needs through public APIs, and caches it briefly. */
export class PolicySource {
  private readonly roles = new TimedCache<RolePolicies>(POLICY_LIFETIME);
  private readonly functions = new TimedCache<FunctionInfo | undefined>(POLICY_LIFETIME);
  private readonly streams = new TimedCache<ResourcePolicy>(POLICY_LIFETIME);
  private readonly keys = new TimedCache<TableKey | undefined>(KEY_LIFETIME);
  private readonly organizations = new TimedCache<string | undefined>(ORGANIZATION_LIFETIME);

  constructor(
    private readonly http: SignedHttp,
    private readonly clients: AwsClients,
  ) {}

  function(scope: Scope, name: string, qualifier?: string): Promise<FunctionInfo | undefined> {
    const key = `${scope.account}/${scope.region}/${name}/${qualifier ?? ""}`;
    return this.functions.get(key, () => lookUpFunction(this.http, scope, name, qualifier));
  }

  /** @throws Error when the role or one of its policies cannot be read */
  role(roleArn: string, region: string): Promise<RolePolicies> {
    const account = roleArn.split(":")[4] ?? "";
    return this.roles.get(roleArn, () => collectRolePolicies(this.clients.iam({ account, region }), roleArn));
  }

  /** The stream's resource-based policy. */
  streamPolicy(stream: StreamArn): Promise<ResourcePolicy> {
    return this.streams.get(stream.arn, () => this.readStreamPolicy(stream));
  }

  /** The KMS key that reading the stream takes; undefined when it takes none. */
  tableKey(stream: StreamArn): Promise<TableKey | undefined> {
    return this.keys.get(stream.arn, () => tableKey(this.http, stream));
  }

  /** ID of the organization an account belongs to; undefined when it is in none, or Organizations does not say. */
  organization(scope: Scope): Promise<string | undefined> {
    return this.organizations.get(scope.account, () => this.readOrganization(scope));
  }

  private async readStreamPolicy({ arn, account, region }: StreamArn): Promise<ResourcePolicy> {
    const scope = { account, region };
    try {
      const input = { ResourceArn: arn };
      const answer = await callJsonApi<{ Policy?: string }>(
        this.http,
        DYNAMODB,
        "GetResourcePolicy",
        scope,
        input,
      );
      return { document: answer.Policy ? JSON.parse(answer.Policy) : undefined };
    } catch (error) {
      if (error instanceof AwsError && error.status < 500) return { document: undefined };
      throw error;
    }
  }

  private async readOrganization(scope: Scope): Promise<string | undefined> {
    try {
      const answer = await callJsonApi<{ Organization?: { Id?: string } }>(
        this.http,
        ORGANIZATIONS,
        "DescribeOrganization",
        scope,
        {},
      );
      return answer.Organization?.Id;
    } catch {
      return undefined;
    }
  }
}
