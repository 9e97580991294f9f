import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProgramError } from "../programs/program-error";
import { type ProgramResult, programResult } from "../programs/run-program";
import { errorsText } from "./diagnostics";
import { isInitialized, rememberInitialized } from "./initialized";
import { isOfServer } from "./planned-state";
import { runLines } from "./run-lines";
import { verifiedProviders } from "./verified-providers";

/** How Terraform is run. */
export interface TerraformOptions {
  /** Path or name of Terraform or OpenTofu. */
  readonly command: string;
  /** Its whole environment: credentials above all. */
  readonly variables: NodeJS.ProcessEnv;
  /** Stops it, as Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** How many resources of a stack it works on at once. @default Terraform's own, 10 */
  readonly operations?: number;
  /**
   * Reads a plan that a server made as JSON, for servers with which `terraform show` cannot do it. @default only Terraform
   * @param plan the plan's file, which names the server's run
   */
  readonly readServerPlan?: (plan: string, signal?: AbortSignal) => Promise<string>;
}

/** How a stack is planned. */
export interface PlanSettings {
  /** `.terraform` of another folder that was initialized. @default the folder's own */
  readonly dataFolder?: string;
  /** Whether the state is on a server that may run Terraform itself, such as Terraform Cloud. @default false */
  readonly onServer?: boolean;
  /** Called with where a server's run can be seen, and with what it waits for. @default not at all */
  readonly onRun?: (line: string) => void;
}

/** The parts of a state that decide whether a plan still fits it. */
export interface StateSummary {
  readonly lineage: string;
  readonly serial: number;
  /** Values of the outputs, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Exit code of `terraform plan -detailed-exitcode` if there are changes. */
const CHANGES = 2;

/** Terraform, run in the folders of stacks. Every method throws a ProgramError with Terraform's own message. */
export class Terraform {
  constructor(private readonly options: TerraformOptions) {}

  /** The same, stopped by another signal, or by none: what cleans up goes on after Ctrl-C. */
  withSignal(signal?: AbortSignal): Terraform {
    return new Terraform({ ...this.options, signal });
  }

  /** The same, working on as many resources of a stack at once. @param operations undefined for Terraform's own number */
  withOperations(operations?: number): Terraform {
    return new Terraform({ ...this.options, operations });
  }

  /** Installs the providers and connects the backend, unless that was done already. */
  async init(folder: string): Promise<void> {
    if (isInitialized(folder)) return;
    await this.run(folder, ["init", "-input=false", "-no-color"]);
    rememberInitialized(folder);
  }

  /** The state of a stack; null before its first deployment. */
  async state(folder: string): Promise<StateSummary | null> {
    const { stdout } = await this.run(folder, ["state", "pull"]);
    if (stdout.trim() === "") return null;
    const { lineage, serial, outputs = {} }: PulledState = JSON.parse(stdout);
    // Remote backends print an empty state before the first deployment.
    if (lineage === "") return null;
    const values = Object.entries(outputs).map(([name, { value }]) => [name, value]);
    return { lineage, serial, outputs: Object.fromEntries(values) };
  }

  /**
   * Plans a stack without taking the state's lock: a role that may only read can plan, and the state's serial says later
   * whether the plan still fits.
   * @param file where the plan is written, an absolute path
   * @returns whether the plan changes anything
   */
  async plan(folder: string, file: string, settings: PlanSettings = {}): Promise<boolean> {
    const { dataFolder, onServer = false, onRun } = settings;
    const variables = dataFolder === undefined ? {} : { TF_DATA_DIR: dataFolder };
    const accepts = [0, CHANGES];
    // For people Terraform would first turn the schemas of all resources of the provider into texts: 0.12 s. A server that
    // runs Terraform prints for people anyway.
    const [view, reading] = onServer
      ? [[], { accepts, onLine: onRun && runLines(onRun) }]
      : [["-json"], { accepts, failureText: errorsText }];
    const options = [
      ...view,
      "-input=false",
      "-no-color",
      "-lock=false",
      "-detailed-exitcode",
      `-out=${file}`,
    ];
    const planned = (more: readonly string[]) =>
      this.run(folder, ["plan", ...options, ...more], { variables, ...reading });
    const { exitCode } = await planned(this.atOnce()).catch((error: unknown) => {
      if (!isParallelismRefused(error)) throw error;
      return planned([]);
    });
    return exitCode === CHANGES;
  }

  /** Writes a plan that was just made as JSON, for its owner only: it holds values of variables and outputs. */
  async writeJson(folder: string, plan: string, file: string, dataFolder?: string): Promise<void> {
    const variables = dataFolder === undefined ? {} : { TF_DATA_DIR: dataFolder };
    const show = (more: NodeJS.ProcessEnv) =>
      this.run(folder, ["show", "-json", "-no-color", plan], { variables: { ...variables, ...more } });
    const text = isOfServer(plan)
      ? await this.serverPlan(plan, () => show({}))
      : await withConfiguration(verifiedProviders(dataFolder ?? join(folder, ".terraform")), show);
    writeFileSync(file, text, { mode: 0o600 });
  }

  /** Applies a plan, no more and no less. @param onLine called with each line that Terraform prints */
  async apply(folder: string, plan: string, onLine: (line: string) => void): Promise<void> {
    const atOnce = isOfServer(plan) ? [] : this.atOnce();
    await this.run(folder, ["apply", "-input=false", "-no-color", ...atOnce, plan], { onLine });
  }

  /** Plans and applies at once, for stacks that nobody reviews. @param onLine called with each line that Terraform prints */
  async deploy(folder: string, onLine: (line: string) => void): Promise<void> {
    await this.run(folder, ["apply", "-input=false", "-no-color", "-auto-approve", ...this.atOnce()], {
      onLine,
    });
  }

  /** Destroys everything in a stack's state. @param onLine called with each line that Terraform prints */
  async destroy(folder: string, onLine: (line: string) => void): Promise<void> {
    await this.run(folder, ["destroy", "-input=false", "-no-color", "-auto-approve"], { onLine });
  }

  /** A server's plan as JSON: as Terraform reads it, or where Terraform cannot, by other means. */
  private async serverPlan(plan: string, show: () => Promise<ProgramResult>): Promise<string> {
    const { readServerPlan, signal } = this.options;
    try {
      return (await show()).stdout;
    } catch (error) {
      if (!readServerPlan || !isPlanNotIncluded(error)) throw error;
      return readServerPlan(plan, signal);
    }
  }

  private atOnce(): readonly string[] {
    const { operations } = this.options;
    return operations === undefined ? [] : [`-parallelism=${operations}`];
  }

  private run(folder: string, args: readonly string[], options: RunOptions = {}) {
    const { command, variables, signal } = this.options;
    return programResult(command, args, {
      cwd: folder,
      environment: { ...variables, ...options.variables },
      signal,
      onLine: options.onLine,
      accepts: options.accepts,
      failureText: options.failureText,
      remedy: "Fix what Terraform says, and run the command again.",
    });
  }
}

/** Runs Terraform with a CLI configuration of its own. @returns what it prints */
async function withConfiguration(
  text: string,
  run: (variables: NodeJS.ProcessEnv) => Promise<ProgramResult>,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "terraform-"));
  const file = join(folder, "terraform.rc");
  try {
    writeFileSync(file, text);
    return (await run({ TF_CLI_CONFIG_FILE: file })).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface RunOptions {
  readonly variables?: NodeJS.ProcessEnv;
  readonly accepts?: readonly number[];
  readonly onLine?: (line: string) => void;
  readonly failureText?: (output: string) => string;
}

/**
 * Whether Terraform refused `-parallelism` before it did anything, because a server runs it: there the variable
 * TFE_PARALLELISM of the workspace decides (HCP Terraform docs, "Workspace Variables").
 */
function isParallelismRefused(error: unknown): boolean {
  return (
    error instanceof ProgramError &&
    /Custom parallelism values are currently not supported/.test(error.message)
  );
}

/**
 * Whether Terraform does not know how far a server's plan is, because the server's answer about the run does not include
 * the plan. The sentence then ends without a status.
 */
function isPlanNotIncluded(error: unknown): boolean {
  return (
    error instanceof ProgramError && /can't display a cloud plan that is currently\s*$/m.test(error.message)
  );
}

/** What `terraform state pull` prints. */
interface PulledState {
  readonly lineage: string;
  readonly serial: number;
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
}
