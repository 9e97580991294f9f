import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../programs/run-program";
import { findTerraform } from "../programs/tools";
import { changesNothing } from "./plan-output";
import { PROJECT_ROOT, type SandboxState, statePath } from "./state-folder";
import { sandboxTerraformVariables } from "./terraform-variables";

/** How the project is synthesized and deployed to the sandbox. */
export interface TerraformProjectOptions {
  readonly state: SandboxState;
  /** Name of the environment file. */
  readonly environment: string;
  /**
   * Folder for the synthesized stacks; local state is kept beside it.
   * @default `sandboxOutputFolder()`
   */
  readonly outputFolder?: string;
  readonly signal?: AbortSignal;
  /** What Terraform gets when the signal is aborted. @default SIGINT, on which it ends in good order */
  readonly stopWith?: NodeJS.Signals;
  /**
   * The account whose root user starts Terraform.
   * @default the management account, which may assume every deploy role
   */
  readonly accountId?: string;
  /** Called with each line that cdktf and Terraform print. */
  readonly onLine?: (line: string) => void;
}

/** In the state folder, so that with the local backend the Terraform state is deleted together with the local AWS. */
export function sandboxOutputFolder(): string {
  return statePath("run", "cdktf.out");
}

const REMEDY =
  "Fix the problem in the output and run the command again. `npm run sandbox -- status` shows the local AWS.";

/** The project's stacks, deployed to the sandbox by the real cdktf and the real Terraform. */
export class TerraformProject {
  private readonly variables: NodeJS.ProcessEnv;
  private readonly outputFolder: string;
  private terraformCommand: Promise<string> | undefined;

  constructor(private readonly options: TerraformProjectOptions) {
    this.outputFolder = options.outputFolder ?? sandboxOutputFolder();
    this.variables = {
      ...sandboxTerraformVariables(options.state, options.accountId),
      ENVIRONMENT: options.environment,
      // Otherwise cdktf draws progress that only a terminal can display.
      CI: "1",
    };
  }

  /** Synthesizes the stacks to Terraform JSON. */
  async synth(): Promise<void> {
    mkdirSync(this.outputFolder, { recursive: true });
    await this.cdktf("synth", "--output", this.outputFolder);
  }

  /**
   * Deploys stacks of the last synthesis, source stacks first.
   * @param stacks names or patterns
   * @default every stack
   */
  async deploy(...stacks: string[]): Promise<void> {
    await this.cdktf("deploy", ...(stacks.length > 0 ? stacks : ["*"]), ...this.applyOptions());
  }

  /**
   * Destroys stacks of the last synthesis, consumer stacks first.
   * @param stacks names or patterns
   * @default every stack
   */
  async destroy(...stacks: string[]): Promise<void> {
    await this.cdktf("destroy", ...(stacks.length > 0 ? stacks : ["*"]), ...this.applyOptions());
  }

  /** Applies one stack of the last synthesis with Terraform itself, which is faster than cdktf. */
  async apply(stack: string): Promise<void> {
    await this.initialize(stack);
    await this.terraform(stack, "apply", "-input=false", "-auto-approve");
  }

  /**
   * Plans stacks again.
   * @param stacks their names
   * @default every stack
   * @returns the names of the stacks whose plan is not empty
   */
  async changedStacks(stacks: readonly string[] = this.stacks()): Promise<string[]> {
    const unchanged = await Promise.all(stacks.map((stack) => this.isUnchanged(stack)));
    return stacks.filter((_, index) => !unchanged[index]);
  }

  /** Runs `terraform init` in the folder of a stack, unless that was done already. */
  async initialize(stack: string): Promise<void> {
    if (existsSync(join(this.stackFolder(stack), ".terraform"))) return;
    await this.terraform(stack, "init", "-input=false");
  }

  /** Runs Terraform in the folder of a stack. @returns its standard output. */
  async terraform(stack: string, ...args: string[]): Promise<string> {
    return this.run(await this.terraformPath(), args, this.stackFolder(stack));
  }

  /** Outputs of a deployed stack, by name. */
  async outputs(stack: string): Promise<Record<string, unknown>> {
    const outputs: Record<string, { value: unknown }> = JSON.parse(
      await this.terraform(stack, "output", "-json"),
    );
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Names of the stacks of the last synthesis. */
  stacks(): string[] {
    const folder = join(this.outputFolder, "stacks");
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  private stackFolder(stack: string): string {
    return join(this.outputFolder, "stacks", stack);
  }

  private async isUnchanged(stack: string): Promise<boolean> {
    const output = await this.terraform(stack, "plan", "-json", "-input=false", "-lock=false");
    return changesNothing(output);
  }

  /** Without locking providers for other platforms, which needs a registry. */
  private applyOptions(): string[] {
    return ["--auto-approve", "--skip-synth", "--skip-provider-lock", "--output", this.outputFolder];
  }

  private cdktf(...args: string[]): Promise<string> {
    return this.run(join(PROJECT_ROOT, "node_modules", ".bin", "cdktf"), args, PROJECT_ROOT);
  }

  private async run(command: string, args: string[], cwd: string): Promise<string> {
    const { signal, stopWith, onLine } = this.options;
    const environment = { ...this.variables, TERRAFORM_BINARY_NAME: await this.terraformPath() };
    return runProgram(command, args, { cwd, environment, signal, stopWith, onLine, remedy: REMEDY });
  }

  private terraformPath(): Promise<string> {
    this.terraformCommand ??= findTerraform().then(({ command }) => command);
    return this.terraformCommand;
  }
}
