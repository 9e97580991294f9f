import { errorText } from "../log";
import { parseStreamArn, type StreamArn } from "../model/arns";
import { type RolePolicies, type SimulatedRequest, simulate } from "../policy-simulator";
import type { AskedAction } from "./asked-services";
import type { PolicySource, ResourcePolicy } from "./policy-source";
import type { SessionNames } from "./session-names";
import type { TableKey } from "./table-key";

/** Which role wants to read which stream. */
export interface StreamAccessRequest {
  readonly roleArn: string;
  readonly streamArn: string;
  readonly region: string;
}

/** What reading a stream takes; ListStreams is not needed (recorded: creation works with it denied). */
const READ_ACTIONS: readonly AskedAction[] = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
];

/** Whether a stream may be read; if not, in AWS's words, or why that could not be decided. */
export type StreamDecision =
  | { readonly kind: "allowed" }
  | { readonly kind: "denied" | "error"; readonly message: string };

/** Condition keys whose values change although nobody changes a policy. */
const TIME_KEYS = /aws:(?:currenttime|epochtime|tokenissuetime)/i;

function dependsOnTime(inputs: Inputs): boolean {
  return TIME_KEYS.test(JSON.stringify(inputs));
}

type Question = SimulatedRequest & { readonly action: AskedAction };

/** Everything a decision rests on: role, stream policy, organization of the role and of the stream, table key. */
type Inputs = readonly [
  RolePolicies,
  ResourcePolicy,
  string | undefined,
  string | undefined,
  TableKey | undefined,
];

/** Decides whether a function's role may read a stream, and decides again when one of the policies was read again. */
export class StreamAccess {
  private readonly last = new Map<string, { readonly inputs: Inputs; readonly decision: StreamDecision }>();

  constructor(
    private readonly policies: PolicySource,
    private readonly sessionNames: SessionNames,
  ) {}

  /** Never throws: what cannot be decided is an `error`. */
  async check(request: StreamAccessRequest): Promise<StreamDecision> {
    const stream = parseStreamArn(request.streamArn);
    if (!stream) return { kind: "error", message: `${request.streamArn} is not a stream` };
    try {
      return await this.evaluate(request, stream);
    } catch (error) {
      return { kind: "error", message: `The policies could not be read: ${errorText(error)}` };
    }
  }

  private async evaluate(request: StreamAccessRequest, stream: StreamArn): Promise<StreamDecision> {
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
    const last = this.last.get(key);
    // The policies are read again every second: the same objects as last time say the same, and give the same answer.
    if (last?.inputs.every((input, index) => input === inputs[index])) return last.decision;
    const decision = await this.decide(request, stream, inputs);
    if (dependsOnTime(inputs)) this.last.delete(key);
    else this.last.set(key, { inputs, decision });
    return decision;
  }

  private async decide(
    { roleArn, region }: StreamAccessRequest,
    stream: StreamArn,
    [role, streamPolicy, organizationId, resourceOrganizationId, key]: Inputs,
  ): Promise<StreamDecision> {
    const sessionName = this.sessionNames.of(roleArn);
    const principal = { kind: "role", role, sessionName, organizationId } as const;
    const place = { region, organizationId: resourceOrganizationId };
    const resource = { ...place, arn: stream.arn, accountId: stream.account, policy: streamPolicy.document };
    const requests: Question[] = READ_ACTIONS.map((action) => ({ principal, action, resource }));
    if (key) requests.push({ principal, ...decryption(stream, key, place) });
    for (const request of requests) {
      const decision = await simulate(request);
      if (decision.kind !== "allowed") return decision;
    }
    // KMS looks at the state of a key only for those who may use it.
    if (key && key.state !== "Enabled") return { kind: "denied", message: unusableKeyText(key) };
    return { kind: "allowed" };
  }
}

/**
 * DynamoDB answers AccessDeniedException with the error of KMS in its text. The text's beginning was seen on AWS with
 * another error of KMS; that of KMS itself is documented (KMS API reference, Decrypt: DisabledException,
 * KMSInvalidStateException). That Lambda shows it is assumed.
 */
function unusableKeyText({ arn, state }: TableKey): string {
  const [reason, code] =
    state === "Disabled"
      ? ["is disabled", "DisabledException"]
      : [`is in the state ${state}`, "KMSInvalidStateException"];
  return `KMS key access denied error: ${arn} ${reason}. (Service: AWSKMS; Status Code: 400; Error Code: ${code})`;
}

/** Reading an encrypted table's stream decrypts with the table's key, through DynamoDB. */
function decryption(
  stream: StreamArn,
  { arn, managedByAws, policy }: TableKey,
  place: { readonly region: string; readonly organizationId?: string },
) {
  const accountId = arn.split(":")[4] ?? stream.account;
  return {
    action: "kms:Decrypt" as const,
    // AWS's own key lets its account use it through DynamoDB, and no other account at all.
    resource: { ...place, arn, accountId, policy: managedByAws ? awsManagedKeyPolicy(accountId) : policy },
    viaService: `dynamodb.${stream.region}.amazonaws.com`,
    encryptionContext: {
      "aws:dynamodb:tableName": stream.table,
      "aws:dynamodb:subscriberId": stream.account,
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
