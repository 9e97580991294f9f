import type { PolicySource } from "../authorization/policy-source";
import type { StreamAccess, StreamDecision } from "../authorization/stream-access";
import { errorText } from "../log";
import { parseFunctionReference } from "../model/arns";
import { type Mapping, NOTHING_PROCESSED } from "../model/mapping";
import { pause } from "../waiting/pause";

/** A decision counts this long; together with the policies' own cache that stays below 2 s. */
const DECISION_TTL_MS = 300;
/** Pause between two looks while access is denied. */
const RECHECK_MS = 500;

/** What decides on access. */
export interface AccessParts {
  readonly functions: Pick<PolicySource, "function">;
  readonly streamAccess: Pick<StreamAccess, "check">;
}

/** Watches whether a mapping's function may still read its stream. */
export class AccessWatch {
  private decision: Promise<StreamDecision> | undefined;
  private decidedAt = 0;
  private denied = false;

  constructor(
    private readonly mapping: Mapping,
    private readonly parts: AccessParts,
    private readonly report: (result: string) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves as soon as access is there, or the signal fires. */
  async granted(): Promise<void> {
    while (!this.signal.aborted) {
      const decision = await this.current();
      // A runner that was stopped meanwhile has nothing to say any more.
      if (this.signal.aborted) return;
      if (decision.kind === "allowed") return this.regained();
      this.denied = true;
      this.report(`PROBLEM: ${decision.message}`);
      await pause(RECHECK_MS, this.signal);
    }
  }

  private regained(): void {
    if (this.denied) this.report(NOTHING_PROCESSED);
    this.denied = false;
  }

  private current(): Promise<StreamDecision> {
    const now = Date.now();
    if (this.decision && now - this.decidedAt < DECISION_TTL_MS) return this.decision;
    this.decidedAt = now;
    this.decision = this.decide();
    return this.decision;
  }

  private async decide(): Promise<StreamDecision> {
    const { account, region, functionArn, streamArn } = this.mapping;
    const reference = parseFunctionReference(functionArn);
    try {
      const info =
        reference &&
        (await this.parts.functions.function({ account, region }, reference.name, reference.qualifier));
      // A deleted function leaves the mapping enabled (recorded): its records wait, and grow old.
      if (info) this.mapping.roleArn = info.roleArn;
      return await this.parts.streamAccess.check({ roleArn: this.mapping.roleArn, streamArn, region });
    } catch (error) {
      return { kind: "error", message: errorText(error) };
    }
  }
}
