import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkEnvironment } from "../../config/load-environment";
import { PROJECT_ROOT } from "../../config/paths";
import type { Environment } from "../../config/schema";
import { describeError } from "../../errors/user-error";
import type { Terraform } from "../../plan/terraform";
import { buildApp } from "../../stacks/build-app";
import { bundlerOf } from "../../stacks/function-code";
import { stateFile } from "../../stacks/state";
import { synthesize } from "../../stacks/synthesize";
import { withoutTokenTraces } from "../../stacks/without-token-traces";
import type { Pace } from "../pace";
import { pause, requireGoingOn } from "../wait";
import { type Grant, type SitePlace, siteContent } from "./content";
import { leftIn } from "./left";

/** Name of the environment that is made up; part of the names of the state files. */
const ENVIRONMENT = "assumptions";

/** How often it is tried to destroy a stack: while a policy is being changed, DynamoDB does not delete its table. */
const ATTEMPTS = 3;

/** Where the stacks of a site are, and how they are deployed. */
export interface SiteStacksOptions {
  /** A folder of the site's own, an absolute path: stacks and states go there. */
  readonly folder: string;
  readonly place: SitePlace;
  /** Eight characters that make names unique. */
  readonly run: string;
  readonly terraform: Terraform;
  /** Stops deployments, not destruction. */
  readonly signal: AbortSignal;
  readonly pace: Pick<Pace, "retryMs">;
  /** Called with each line that Terraform prints. */
  readonly onLine: (line: string) => void;
}

/** What could not be destroyed. */
export interface NotDestroyed {
  /** ARNs, or types and IDs. */
  readonly left: readonly string[];
  /** What Terraform said. */
  readonly problems: readonly string[];
}

/** The environment file of a site, checked as every other one. */
export function siteEnvironment(place: SitePlace, run: string, grant?: Grant): Environment {
  const { environment, problems } = checkEnvironment(siteContent(place, run, grant));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (environment && errors.length === 0) return environment;
  throw new Error(`The environment that is made up for the trials is not valid: ${JSON.stringify(errors)}`);
}

/** This project's stacks of a made-up environment, deployed by Terraform from a folder of their own. */
export class SiteStacks {
  private readonly deployed: string[] = [];

  constructor(private readonly options: SiteStacksOptions) {}

  /** Writes the stacks. @param grant how the stream's policy names the role @default principal-arn */
  synthesize(grant?: Grant): void {
    const { place, run } = this.options;
    mkdirSync(this.outdir, { recursive: true });
    const environment = siteEnvironment(place, run, grant);
    const app = { name: ENVIRONMENT, environment, bundle: bundlerOf(PROJECT_ROOT), outdir: this.outdir };
    withoutTokenTraces(() => synthesize(buildApp(app)));
  }

  /**
   * Deploys a stack as it was synthesized last.
   * @returns its outputs
   * @throws ProgramError with Terraform's own message
   */
  async deploy(stack: string): Promise<Readonly<Record<string, unknown>>> {
    const { terraform, signal, onLine } = this.options;
    requireGoingOn(signal);
    const running = terraform.withSignal(signal);
    await running.init(this.folderOf(stack));
    if (!this.deployed.includes(stack)) this.deployed.push(stack);
    await running.deploy(this.folderOf(stack), onLine);
    return (await running.state(this.folderOf(stack)))?.outputs ?? {};
  }

  /** Destroys everything, what was deployed last first. Ctrl-C does not stop it. */
  async destroy(): Promise<NotDestroyed> {
    const problems: string[] = [];
    for (const stack of [...this.deployed].reverse()) {
      const problem = await this.destroyStack(stack);
      if (problem !== undefined) problems.push(problem);
    }
    return { left: this.deployed.flatMap((stack) => leftIn(this.stateOf(stack))), problems };
  }

  /** @returns what Terraform said if it failed each time */
  private async destroyStack(stack: string): Promise<string | undefined> {
    const { terraform, onLine, pace } = this.options;
    let problem: string | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await pause(pace.retryMs, new AbortController().signal);
      try {
        await terraform.withSignal().destroy(this.folderOf(stack), onLine);
        return undefined;
      } catch (error) {
        problem = describeError(error);
      }
    }
    return problem;
  }

  private get outdir(): string {
    return join(this.options.folder, "cdktf.out");
  }

  private folderOf(stack: string): string {
    return join(this.outdir, "stacks", stack);
  }

  private stateOf(stack: string): string {
    return join(this.options.folder, stateFile(ENVIRONMENT, stack));
  }
}
