import { FilterLogEventsCommand, ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import {
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import { GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import type { Pace } from "../pace";
import { untilAnswered } from "../wait";
import type { SiteClients } from "./clients";

/** What a pair of deployed stacks consists of. */
export interface PairParts {
  /** Name of table, function and role. */
  readonly name: string;
  readonly streamArn: string;
  readonly logGroupName: string;
  readonly failureBucketName: string;
  /** UUID of the mapping. */
  readonly mappingUuid: string;
}

/** What a mapping says of itself. */
export interface MappingLook {
  readonly state: string;
  readonly result: string;
}

/** What a pair works with. */
export interface PairOptions {
  readonly parts: PairParts;
  readonly clients: SiteClients;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

/** How far the clocks of this machine and of AWS may be apart. */
const SKEW_MS = 300_000;

/** A table with its stream in one account, and the function that reads it in the other. */
export class Pair {
  private readonly since = Date.now();
  private written = 0;

  constructor(readonly options: PairOptions) {}

  /** Puts an item that no other one is like. @param beginning of its ID @returns its ID */
  async put(beginning = "item-"): Promise<string> {
    const { clients, parts } = this.options;
    this.written += 1;
    const id = `${beginning}${this.written}-${parts.name}`;
    await clients.dynamodb.send(new PutItemCommand({ TableName: parts.name, Item: { id: { S: id } } }));
    return id;
  }

  /** IDs of the items that the function has logged so far. @param as with which word @default Handled */
  async logged(as: "Handled" | "Failed" = "Handled"): Promise<Set<string>> {
    const { clients, parts } = this.options;
    const ids = new Set<string>();
    let nextToken: string | undefined;
    do {
      const page = await clients.logs
        .send(
          new FilterLogEventsCommand({
            logGroupName: parts.logGroupName,
            startTime: this.since - SKEW_MS,
            filterPattern: `"${as}: "`,
            nextToken,
          }),
        )
        // A function that has never run may have no log.
        .catch((error: unknown) => {
          if (error instanceof ResourceNotFoundException) return { events: [], nextToken: undefined };
          throw error;
        });
      for (const { message = "" } of page.events ?? []) {
        const id = new RegExp(`${as}: ([\\w-]+)`).exec(message)?.[1];
        if (id) ids.add(id);
      }
      nextToken = page.nextToken;
    } while (nextToken);
    return ids;
  }

  /** Waits until all of these items were handled. @returns whether that happened in time */
  async areHandled(ids: readonly string[], limitMs = this.options.pace.handledMs): Promise<boolean> {
    const look = async () => {
      const logged = await this.logged();
      return ids.every((id) => logged.has(id)) ? true : undefined;
    };
    return (await this.until(look, limitMs)) ?? false;
  }

  /** Asks until there is an answer. @returns undefined if there was none in time */
  until<T>(ask: () => Promise<T | undefined>, limitMs: number): Promise<T | undefined> {
    const { pace, signal } = this.options;
    return untilAnswered(ask, { limitMs, pollMs: pace.pollMs, signal });
  }

  /** What the mapping says of itself now. */
  async mapping(): Promise<MappingLook> {
    const { clients, parts } = this.options;
    const mapping = await clients.lambda.send(new GetEventSourceMappingCommand({ UUID: parts.mappingUuid }));
    return { state: mapping.State ?? "", result: mapping.LastProcessingResult ?? "" };
  }

  /** The stream's policy as DynamoDB keeps it. */
  async policy(): Promise<string> {
    const { clients, parts } = this.options;
    const { Policy } = await clients.dynamodb.send(
      new GetResourcePolicyCommand({ ResourceArn: parts.streamArn }),
    );
    return Policy ?? "";
  }

  /** Takes the stream's policy away. */
  async removePolicy(): Promise<void> {
    const { clients, parts } = this.options;
    await this.once(() =>
      clients.dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn: parts.streamArn })),
    );
  }

  /** Gives the stream a policy. */
  async putPolicy(Policy: string): Promise<void> {
    const { clients, parts } = this.options;
    await this.once(() =>
      clients.dynamodb.send(new PutResourcePolicyCommand({ ResourceArn: parts.streamArn, Policy })),
    );
  }

  /**
   * Changes a policy when DynamoDB takes the change: for 15 seconds after one, it refuses the next (DynamoDB Developer
   * Guide, "Resource-based policy considerations").
   */
  private async once(change: () => Promise<unknown>): Promise<void> {
    let refusal: unknown;
    const done = await this.until(
      () =>
        change().then(
          () => true,
          (error: unknown) => {
            refusal = error;
            return undefined;
          },
        ),
      this.options.pace.logMs,
    );
    if (!done) throw refusal;
  }
}
