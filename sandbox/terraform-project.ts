import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { clientVariables, withClientVariables } from "./client-variables";
import { runProgram } from "./run-program";
import { PROJECT_ROOT, type SandboxState, statePath } from "./state-folder";
import { findTerraform } from "./tools";

/** How the project is synthesized and deployed to the sandbox. */
export interface TerraformProjectOptions {
  readonly state: SandboxState;
  /** Name of the environment file. */
  readonly environment: string;
  /**
   * Folder for what is synthesized; local state lies beside it.
   * @default `sandboxOutputFolder()`
   */
  readonly outputFolder?: string;
  readonly signal?: AbortSignal;
  /** Called with each line that cdktf and Terraform print. */
  readonly onLine?: (line: string) => void;
}

/** In the state folder: with the local backend the state then goes with the local AWS it describes. */
export function sandboxOutputFolder(): string {
  return statePath("run", "cdktf.out");
}

const REMEDY =
  "Mend what the output says and run it again. `npm run sandbox -- status` tells how the local AWS fares.";

/** The project's stacks, deployed to the sandbox by the real cdktf and the real Terraform. */
export class TerraformProject {
  private readonly variables: NodeJS.ProcessEnv;
  private readonly outputFolder: string;

  constructor(private readonly options: TerraformProjectOptions) {
    this.outputFolder = options.outputFolder ?? sandboxOutputFolder();
    this.variables = {
      ...withClientVariables(process.env, clientVariables(options.state)),
      ENVIRONMENT: options.environment,
      TERRAFORM_BINARY_NAME: findTerraform().command,
      TF_IN_AUTOMATION: "1",
      // Terraform links to a mirror; CDKTF's cache would copy it, and two runs at once get into each other's way.
      ...(options.state.terraformCliConfig ? { CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" } : {}),
      // Without it cdktf draws progress that only a terminal can show.
      CI: "1",
    };
  }

  /** Runs the app: stacks become Terraform JSON. */
  async synth(): Promise<void> {
    mkdirSync(this.outputFolder, { recursive: true });
    await this.cdktf("synth", "--output", this.outputFolder);
  }

  /**
   * Applies stacks of the last synthesis, sources first.
   * @param stacks names, or patterns
   * @default every stack
   */
  async deploy(...stacks: string[]): Promise<void> {
    await this.cdktf("deploy", ...(stacks.length > 0 ? stacks : ["*"]), ...this.applyOptions());
  }

  /** Destroys every stack of the last synthesis, consumers first. */
  async destroy(): Promise<void> {
    await this.cdktf("destroy", "*", ...this.applyOptions());
  }

  /** Plans every stack again. @returns the names of the stacks whose plan is not empty. */
  async changedStacks(): Promise<string[]> {
    const changed: string[] = [];
    for (const stack of this.stacks()) {
      if (!(await this.isUnchanged(stack))) changed.push(stack);
    }
    return changed;
  }

  /** Runs Terraform in the folder of a stack. @returns its standard output. */
  async terraform(stack: string, ...args: string[]): Promise<string> {
    return this.run(findTerraform().command, args, this.stackFolder(stack));
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
    const plan = join(this.stackFolder(stack), "check.tfplan");
    await this.terraform(stack, "plan", "-input=false", "-lock=false", `-out=${plan}`);
    const shown = JSON.parse(await this.terraform(stack, "show", "-json", plan)) as Plan;
    const outputs = Object.values(shown.output_changes ?? {});
    return [...(shown.resource_changes ?? []).map(({ change }) => change), ...outputs].every(({ actions }) =>
      actions.every((action) => action === "no-op" || action === "read"),
    );
  }

  /** Locking providers for other platforms needs a registry, and the sandbox runs on this platform only. */
  private applyOptions(): string[] {
    return ["--auto-approve", "--skip-synth", "--skip-provider-lock", "--output", this.outputFolder];
  }

  private cdktf(...args: string[]): Promise<string> {
    return this.run(join(PROJECT_ROOT, "node_modules", ".bin", "cdktf"), args, PROJECT_ROOT);
  }

  private run(command: string, args: string[], cwd: string): Promise<string> {
    const { signal, onLine } = this.options;
    return runProgram(command, args, { cwd, environment: this.variables, signal, onLine, remedy: REMEDY });
  }
}

/** What `terraform show -json` tells of a plan, as far as we read it. */
interface Plan {
  readonly resource_changes?: readonly { readonly change: { readonly actions: readonly string[] } }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}
