import { parseStreamArn, type StreamArn } from "../arns";
import { type Decision, decide } from "./decision";
import type { PolicySource, ResourcePolicy } from "./policy-source";
import type { RolePolicies } from "./role-policies";

/** Who wants to read which stream. */
export interface GateRequest {
  readonly roleArn: string;
  readonly streamArn: string;
  readonly region: string;
}

/** What reading a stream takes; ListStreams is not needed (recorded: creation works with it denied). */
const READ_ACTIONS = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];

/** Everything a decision rests on: role, stream policy, organization of the role and of the stream. */
type Inputs = readonly [RolePolicies, ResourcePolicy, string | undefined, string | undefined];

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
    ]);
    const key = `${roleArn} ${stream.arn}`;
    const last = this.verdicts.get(key);
    // The policies are read anew every second: the same objects as last time can only give the same answer.
    if (last?.inputs.every((input, index) => input === inputs[index])) return last.decision;
    const decision = await this.decideAll(request, stream, inputs);
    this.verdicts.set(key, { inputs, decision });
    return decision;
  }

  private async decideAll(
    { roleArn, region }: GateRequest,
    stream: StreamArn,
    [role, resourcePolicy, organizationId, resourceOrganizationId]: Inputs,
  ): Promise<Decision> {
    for (const action of READ_ACTIONS) {
      const decision = await decide({
        role,
        action,
        resourceArn: stream.arn,
        resourceAccount: stream.account,
        resourcePolicy: resourcePolicy.document,
        region,
        organizationId,
        resourceOrganizationId,
        sessionName: this.sessionName(roleArn),
      });
      if (decision.kind !== "allowed") return decision;
    }
    return { kind: "allowed" };
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
