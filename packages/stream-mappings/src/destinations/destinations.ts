import { decide } from "../authorization/decision";
import type { PolicySource } from "../authorization/policy-source";
import type { StreamGate } from "../authorization/stream-access";
import type { AwsClients } from "../aws/clients";
import type { Scope } from "../aws/identity";
import { errorText, type Log } from "../log";
import type { Metrics } from "../metrics/metrics";
import { functionEvent } from "../model/function-event";
import type { Mapping, MappingSettings } from "../model/mapping";
import type { Drop } from "./discard";
import { failureRecord, objectKey } from "./failure-record";
import { owner, type Sender, senderFor } from "./senders";

/** The shard that given up records come from. */
export interface Origin {
  readonly mapping: Mapping;
  readonly settings: MappingSettings;
  readonly shardId: string;
}

/** Hands given up records to the mapping's on-failure destination, under the function role's own permissions. */
export class Destinations {
  constructor(
    private readonly clients: AwsClients,
    private readonly policies: PolicySource,
    private readonly gate: StreamGate,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /** Never throws. A destination that refuses is not asked again (recorded: no second try within 18 minutes). */
  async send(origin: Origin, drop: Drop): Promise<void> {
    const { mapping } = origin;
    const { onFailureDestination: arn } = origin.settings;
    this.log("records-given-up", {
      mapping: mapping.uuid,
      shardId: origin.shardId,
      condition: drop.condition,
      records: drop.records.length,
      destination: arn ?? null,
    });
    if (!arn) {
      // Recorded: exhausted retries without a destination are not counted as dropped.
      if (drop.condition === "RecordAgeExceeded") this.metrics.dropped(mapping, drop.records.length);
      return;
    }
    try {
      await this.deliver(origin, drop, arn);
      this.metrics.delivered(mapping, drop.records.length);
    } catch (error) {
      this.log("destination-refused", { mapping: mapping.uuid, destination: arn, message: errorText(error) });
      this.metrics.deliveryFailed(mapping);
      this.metrics.dropped(mapping, drop.records.length);
    }
  }

  private async deliver(origin: Origin, drop: Drop, arn: string): Promise<void> {
    const sender = senderFor(arn);
    if (!sender) throw new Error(`${arn} is no queue, topic or bucket`);
    const { mapping, shardId } = origin;
    const now = new Date();
    const key = objectKey(mapping.uuid, shardId, now);
    await this.requirePermission(origin, sender, arn, key);
    const view = drop.window && { ...drop.window, shardId, streamArn: mapping.streamArn };
    const event = arn.split(":")[2] === "s3" ? functionEvent(drop.records, view) : undefined;
    const place = { functionArn: mapping.functionArn, streamArn: mapping.streamArn, shardId };
    await sender.send(this.clients, scopeOf(origin), arn, key, failureRecord(place, drop, now, event));
  }

  /** @throws Error with IAM's text when the role may not */
  private async requirePermission(origin: Origin, sender: Sender, arn: string, key: string): Promise<void> {
    const scope = scopeOf(origin);
    const [role, policy] = await Promise.all([
      this.policies.role(origin.mapping.roleArn, scope.region),
      sender.policy(this.clients, scope, arn),
    ]);
    for (const { action, resourceArn } of sender.required(arn, key)) {
      const decision = await decide({
        role,
        action,
        resourceArn,
        resourceAccount: owner(scope, arn).account,
        resourcePolicy: policy ? JSON.parse(policy) : undefined,
        region: scope.region,
        organizationId: await this.policies.organization(scope),
        sessionName: this.gate.sessionName(origin.mapping.roleArn),
        context: arn.includes(":s3:") ? { "s3:ResourceAccount": owner(scope, arn).account } : {},
      });
      if (decision.kind !== "allowed") throw new Error(decision.message);
    }
  }
}

function scopeOf({ mapping: { account, region } }: Origin): Scope {
  return { account, region };
}
