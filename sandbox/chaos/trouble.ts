import { setTimeout as sleep } from "node:timers/promises";
import { DeleteResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { NAMES, type StreamAccount } from "../../packages/stream-mappings/harness";
import type { Stage } from "../test-harness/stage";
import type { Fault } from "./plan";

/** How long the function has no concurrency. Milliseconds. */
const THROTTLED_MS = 500;
/** How long the policy is away: well over the 2 s for which a decision may count. Milliseconds. */
const REVOKED_MS = 4_000;
/** A decision counts at most 2 s, and a batch under way may end after it. Milliseconds. */
const NOTICE_MS = 2_500;

/** Makes faults happen, and notes when access was denied. */
export class Trouble {
  readonly denied: { from: number; to: number }[] = [];
  kills = 0;

  constructor(
    private readonly stage: Stage,
    private readonly source: StreamAccount,
    private readonly consumer: StreamAccount,
    private readonly streamArn: string,
  ) {}

  /** Resolves when the fault is over. */
  async make(fault: Fault): Promise<void> {
    if (fault === "kill the service") return this.killService();
    if (fault === "throttle the function") return this.throttle();
    return this.revoke();
  }

  private async killService(): Promise<void> {
    this.kills += 1;
    await this.stage.killService();
    await this.stage.startService();
  }

  private async throttle(): Promise<void> {
    const FunctionName = NAMES.function;
    await this.consumer.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
    await sleep(THROTTLED_MS);
    await this.consumer.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  }

  private async revoke(): Promise<void> {
    await this.source.dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn: this.streamArn }));
    const from = Date.now() + NOTICE_MS;
    await sleep(REVOKED_MS);
    this.denied.push({ from, to: Date.now() });
    await this.source.grant(this.streamArn, this.consumer);
  }
}
