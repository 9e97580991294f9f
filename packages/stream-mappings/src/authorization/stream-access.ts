import { parseStreamArn, type StreamArn } from "../model/arns";
import type { RolePolicies } from "../policy-simulator/role-policies";
import { type Decision, decide } from "./decision";
import type { PolicySource, ResourcePolicy } from "./policy-source";
import type { TableKey } from "./table-key";

/** Who wants to read which stream. */
export interface GateRequest {
  readonly roleArn: string;
  readonly streamArn: string;
  readonly region: string;
}

/** What reading a stream takes; ListStreams is not needed (recorded: creation works with it denied). */
const READ_ACTIONS = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

/** Everything a decision rests on: role, stream policy, organization of the role and of the stream, table key. */
type Inputs = readonly [
  RolePolicies,
  ResourcePolicy,
  string | undefined,
  string | undefined,
  TableKey | undefined,
];

/** Decides whether a function's role may read a stream, anew whenever one of the policies may have changed. */
export class StreamGate {
  /** Number in the session names, which AWS counts up too. */
  private sessions = 0;
  private readonly sessionNames = new Map<string, string>();
  private readonly verdicts = new Map<string, { readonly inputs: Inputs; readonly decision: Decision }>();

  constructor(private readonly policies: PolicySource) {}

  /** Never throws: what cannot be decided is an `error`. */
  async check(request: GateRequest): Promise<Decision> {
    const stream = parseStreamArn(request.streamArn);
    if (!stream) return { kind: "error", message: `${request.streamArn} is no stream` };
    try {
      return await this.evaluate(request, stream);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: "error", message: `The policies could not be read: ${message}` };
    }
  }

  private async evaluate(request: GateRequest, stream: StreamArn): Promise<Decision> {
    const { roleArn, region } = request;
    const account = roleArn.split(":")[4] ?? "";
    const inputs = await Promise.all([
      this.policies.role(roleArn, region),
      this.policies.streamPolicy(stream),
      this.policies.organization({ account, region }),
      this.policies.organization({ account: stream.account, region }),
      this.policies.tableKey(stream),
    ]);
    const key = `${roleArn} ${stream.arn}`;
    const last = this.verdicts.get(key);
    // The policies are read anew every second: the same objects as last time can only give the same answer.
    if (last?.inputs.every((input, index) => input === inputs[index])) return last.decision;
    const decision = await this.decideAll(request, stream, inputs);
    this.verdicts.set(key, { inputs, decision });
    return decision;
  }

  private async decideAll(request: GateRequest, stream: StreamArn, inputs: Inputs): Promise<Decision> {
    const [role, streamPolicy, organizationId, resourceOrganizationId, key] = inputs;
    const common = {
      role,
      region: request.region,
      organizationId,
      resourceOrganizationId,
      sessionName: this.sessionName(request.roleArn),
    };
    for (const action of READ_ACTIONS) {
      const decision = await decide({
        ...common,
        action,
        resourceArn: stream.arn,
        resourceAccount: stream.account,
        resourcePolicy: streamPolicy.document,
      });
      if (decision.kind !== "allowed") return decision;
    }
    return key ? decide({ ...common, ...decryptQuestion(role.roleArn, stream, key) }) : { kind: "allowed" };
  }

  /** `awslambda_<n>_<time>`, the same for a role as long as the service runs. */
  sessionName(roleArn: string): string {
    const known = this.sessionNames.get(roleArn);
    if (known) return known;
    const stamp = new Date().toISOString().replaceAll(/\D/g, "");
    const name = `awslambda_${this.sessions}_${stamp}`;
    this.sessions += 1;
    this.sessionNames.set(roleArn, name);
    return name;
  }
}

/** Reading an encrypted table's stream decrypts with the table's key, through DynamoDB. */
function decryptQuestion(roleArn: string, stream: StreamArn, { arn, managedByAws, policy }: TableKey) {
  const account = arn.split(":")[4] ?? stream.account;
  return {
    action: "kms:Decrypt",
    resourceArn: arn,
    resourceAccount: account,
    // AWS's own key lets its account use it through DynamoDB, and no other account at all.
    resourcePolicy: managedByAws ? awsManagedKeyPolicy(account) : policy,
    context: {
      "kms:CallerAccount": roleArn.split(":")[4] ?? "",
      "kms:ViaService": `dynamodb.${stream.region}.amazonaws.com`,
      "kms:EncryptionContext:aws:dynamodb:tableName": stream.table,
      "kms:EncryptionContext:aws:dynamodb:subscriberId": stream.account,
    },
  };
}

function awsManagedKeyPolicy(account: string): unknown {
  const Condition = { StringEquals: { "kms:CallerAccount": account } };
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition,
  };
  return { Version: "2012-10-17", Statement: [statement] };
}
