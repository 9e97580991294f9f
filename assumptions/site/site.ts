import { GetRoleCommand } from "@aws-sdk/client-iam";
import { reasonOf } from "../../errors/reason-of";
import { AssumptionsError } from "../assumptions-error";
import type { Pace } from "../pace";
import { requireGoingOn } from "../wait";
import type { SiteClients } from "./clients";
import { type Grant, type PairKey, pairName, stacksOf } from "./content";
import { Pair } from "./pair";
import type { NotDestroyed, SiteStacks } from "./site-stacks";
import { terraformText } from "./terraform-text";

/** What a site works with. */
export interface SiteOptions {
  /** Eight characters that make names unique. */
  readonly run: string;
  /** The consumer account, 12 digits. */
  readonly consumerAccountId: string;
  readonly stacks: SiteStacks;
  readonly clients: SiteClients;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** Called with what is happening, one line a step. */
  readonly onProgress: (step: string) => void;
}

/** How the deployment of a pair went. */
export interface Deployment {
  /** What IAM said of the consumer's role after the source was deployed, and before the consumer was. */
  readonly roleBefore: string;
  /** The stack that could not be deployed, and what Terraform said. Absent if all went well. */
  readonly failure?: { readonly stack: "source" | "consumer"; readonly text: string };
  /** Absent after a failure. */
  readonly pair?: Pair;
}

/** What is done between the deployments of source and consumer. @param outputs of the source */
export type BetweenStacks = (outputs: Readonly<Record<string, unknown>>) => Promise<void>;

/** The stacks that assumptions are tried on. Each pair is deployed when the first trial needs it. */
export class Site {
  private readonly deployments = new Map<PairKey, Promise<Deployment>>();
  private readonly removals = new Map<string, () => Promise<unknown>>();

  constructor(readonly options: SiteOptions) {}

  /** Deploys a pair, unless that was done. @param between only the first caller's is called @default nothing */
  deployment(key: PairKey, between?: BetweenStacks): Promise<Deployment> {
    const begun = this.deployments.get(key) ?? this.deploy(key, between);
    this.deployments.set(key, begun);
    return begun;
  }

  /**
   * A pair that works.
   * @throws AssumptionsError if it could not be deployed
   */
  async pair(key: PairKey): Promise<Pair> {
    const { pair, failure } = await this.deployment(key);
    if (pair) return pair;
    const cause = `The ${failure?.stack} of the pair ${key} could not be deployed: ${failure?.text}`;
    throw new AssumptionsError([{ cause }]);
  }

  /** Deploys the source of a pair again, with another way to name the role. */
  async grantAs(key: PairKey, grant: Grant): Promise<void> {
    this.options.stacks.synthesize(grant);
    await this.options.stacks.deploy(stacksOf(key).source);
  }

  /** Has something removed at the end that no stack has. @param what its ARN or ID */
  alsoRemove(what: string, remove: () => Promise<unknown>): void {
    this.removals.set(what, remove);
  }

  /** Destroys everything. Ctrl-C does not stop it. */
  async close(): Promise<NotDestroyed> {
    const left: string[] = [];
    const problems: string[] = [];
    for (const [what, remove] of this.removals) {
      await remove().catch((error: unknown) => {
        left.push(what);
        problems.push(`${what}: ${reasonOf(error)}`);
      });
    }
    const stacks = await this.options.stacks.destroy();
    return { left: [...left, ...stacks.left], problems: [...problems, ...stacks.problems] };
  }

  private async deploy(key: PairKey, between: BetweenStacks = async () => undefined): Promise<Deployment> {
    const { stacks, clients, pace, signal, onProgress, run } = this.options;
    const { source, consumer } = stacksOf(key);
    let roleBefore = "";
    let at: "source" | "consumer" = "source";
    try {
      onProgress(`deploying ${source}`);
      const sourceOutputs = await stacks.deploy(source);
      roleBefore = await this.roleNow(pairName(run, key));
      await between(sourceOutputs);
      at = "consumer";
      onProgress(`deploying ${consumer}`);
      const outputs = await stacks.deploy(consumer);
      const { [key]: mappingUuid = "" } = outputs.mapping_uuids as Readonly<Record<string, string>>;
      const parts = {
        name: pairName(run, key),
        streamArn: String(sourceOutputs.stream_arn),
        logGroupName: String(outputs.log_group_name),
        failureBucketName: String(outputs.failure_bucket_name),
        mappingUuid,
      };
      return { roleBefore, pair: new Pair({ parts, clients, pace, signal }) };
    } catch (error) {
      requireGoingOn(signal);
      return { roleBefore, failure: { stack: at, text: terraformText(error) } };
    }
  }

  private async roleNow(RoleName: string): Promise<string> {
    return this.options.clients.iam.send(new GetRoleCommand({ RoleName })).then(
      () => "the role exists",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  }
}
