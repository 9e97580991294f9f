import type { DestinationAccess } from "../authorization/destination-access";
import type { AwsClients } from "../aws/clients";
import type { Scope } from "../aws/identity";
import type { Feed } from "../feed/feed";
import { errorText, type Log } from "../log";
import type { Metrics } from "../metrics/metrics";
import { functionEvent } from "../model/function-event";
import type { Mapping, MappingSettings } from "../model/mapping";
import type { Discard } from "./discard";
import type { DiscardedBatch } from "./discard-tally";
import { failureRecord, objectKey } from "./failure-record";
import { ownerOf, senderFor } from "./senders";

/** The shard that discarded records come from. */
export interface Origin {
  readonly mapping: Mapping;
  readonly settings: MappingSettings;
  readonly shardId: string;
}

/** Sends discarded records to the mapping's on-failure destination, with the permissions of the function's role. */
export class Destinations {
  constructor(
    private readonly clients: AwsClients,
    private readonly access: DestinationAccess,
    private readonly metrics: Metrics,
    private readonly tally: (uuid: string, batch: DiscardedBatch) => void,
    private readonly feed: Feed,
    private readonly log: Log,
  ) {}

  /** Never throws. A destination that refuses is not asked again (recorded: no second try within 18 minutes). */
  async send(origin: Origin, discard: Discard): Promise<void> {
    const { mapping, settings, shardId } = origin;
    const { onFailureDestination: arn } = settings;
    const { condition, records } = discard;
    this.log("records-discarded", {
      mapping: mapping.uuid,
      shardId,
      condition,
      records: records.length,
      destination: arn ?? null,
    });
    const now = new Date();
    const batch = { records: records.length, at: now.getTime() };
    if (!arn) {
      // Recorded: exhausted retries without a destination are not counted as dropped.
      if (condition === "RecordAgeExceeded") this.metrics.dropped(mapping, records.length);
      this.end(origin, discard, batch, null);
      return;
    }
    try {
      const key = await this.deliver(origin, discard, arn, now);
      this.metrics.delivered(mapping, records.length);
      this.end(origin, discard, { ...batch, key }, arn);
    } catch (error) {
      this.end(origin, discard, batch, null);
      this.log("destination-refused", { mapping: mapping.uuid, destination: arn, message: errorText(error) });
      this.metrics.deliveryFailed(mapping);
      this.metrics.dropped(mapping, records.length);
    }
  }

  /** @param destination the ARN of the destination that took the records; null if none did */
  private end(
    { mapping: { uuid } }: Origin,
    { records, condition }: Discard,
    batch: Omit<DiscardedBatch, "delivered">,
    destination: string | null,
  ): void {
    this.tally(uuid, { ...batch, delivered: destination !== null });
    this.feed.tell(() => {
      const sequenceNumbers = records.map(({ sequenceNumber }) => sequenceNumber);
      return { kind: "discarded", mapping: uuid, sequenceNumbers, condition, destination };
    });
  }

  /** @returns the key of the object, if the destination is a bucket */
  private async deliver(
    { mapping, shardId }: Origin,
    discard: Discard,
    arn: string,
    now: Date,
  ): Promise<string | undefined> {
    const sender = senderFor(arn);
    if (!sender) throw new Error(`${arn} is not a queue, topic or bucket`);
    const key = objectKey(mapping.uuid, shardId, now);
    const scope: Scope = { account: mapping.account, region: mapping.region };
    await this.access.require({
      roleArn: mapping.roleArn,
      scope,
      required: sender.required(arn, key),
      ownerAccount: ownerOf(scope, arn).account,
      policy: await sender.policy(this.clients, scope, arn),
    });
    const place = { functionArn: mapping.functionArn, streamArn: mapping.streamArn, shardId };
    const event = sender.takesEvent ? functionEvent(discard, place) : undefined;
    await sender.send(this.clients, scope, arn, key, failureRecord(place, discard, now, event));
    return sender.takesEvent ? key : undefined;
  }
}
