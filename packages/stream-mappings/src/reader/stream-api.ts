import type { Scope } from "../aws/identity";
import { callJsonApi, DYNAMODB_STREAMS } from "../aws/json-api";
import type { SignedHttp } from "../aws/signed-http";
import type { StreamArn } from "../model/arns";
import type { StreamRecord } from "../model/stream-record";

/** A shard as DescribeStream shows it. */
export interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

/** One answer of GetRecords. */
export interface RecordPage {
  readonly records: readonly StreamRecord[];
  /** Undefined at the end of a closed shard. */
  readonly next?: string;
}

/** Where an iterator starts. */
export type IteratorStart =
  | { readonly type: "TRIM_HORIZON" }
  | { readonly type: "AFTER_SEQUENCE_NUMBER"; readonly sequenceNumber: string };

/**
 * Records of one GetRecords. It could be 1,000 (DynamoDB API reference), but an emulator that answers calls one
 * after another would let the function's next batch wait for as long as such a page takes.
 */
const PAGE = 500;

/** The stream's own API, called on behalf of the account that owns the stream. */
export class StreamApi {
  private readonly scope: Scope;

  constructor(
    private readonly http: SignedHttp,
    private readonly stream: StreamArn,
  ) {
    this.scope = { account: stream.account, region: stream.region };
  }

  /** All shards of the stream, in the order DescribeStream gives them. */
  async shards(): Promise<Shard[]> {
    const shards: Shard[] = [];
    let start: string | undefined;
    do {
      const { StreamDescription } = await this.call<DescribeAnswer>("DescribeStream", {
        StreamArn: this.stream.arn,
        ...(start && { ExclusiveStartShardId: start }),
      });
      shards.push(...(StreamDescription.Shards ?? []));
      start = StreamDescription.LastEvaluatedShardId;
    } while (start);
    return shards;
  }

  async iterator(shardId: string, start: IteratorStart): Promise<string> {
    const answer = await this.call<{ ShardIterator: string }>("GetShardIterator", {
      StreamArn: this.stream.arn,
      ShardId: shardId,
      ShardIteratorType: start.type,
      ...(start.type === "AFTER_SEQUENCE_NUMBER" && { SequenceNumber: start.sequenceNumber }),
    });
    return answer.ShardIterator;
  }

  async records(iterator: string): Promise<RecordPage> {
    const answer = await this.call<{ Records?: StreamRecord[]; NextShardIterator?: string }>("GetRecords", {
      ShardIterator: iterator,
      Limit: PAGE,
    });
    return { records: answer.Records ?? [], next: answer.NextShardIterator };
  }

  private call<Answer>(operation: string, input: Record<string, unknown>): Promise<Answer> {
    return callJsonApi<Answer>(this.http, DYNAMODB_STREAMS, operation, this.scope, input);
  }
}

interface DescribeAnswer {
  readonly StreamDescription: { readonly Shards?: Shard[]; readonly LastEvaluatedShardId?: string };
}
