import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { PROJECT_ROOT } from "../../../config/paths";
import { runProgram } from "../../../programs/run-program";
import { findTerraform } from "../../../programs/tools";
import { clientVariables, withClientVariables } from "../../../sandbox/client-variables";
import { requireRunning } from "../../../sandbox/require-running";

/** What an environment's file holds. */
// biome-ignore lint/suspicious/noExplicitAny: a user edits the file freely.
export type Content = any;

/** The parts of a stack's state that only a change of the stack changes. */
export interface StackState {
  readonly lineage: string;
  readonly resources: readonly unknown[];
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
}

/** A copy of the project without environments, in which tests run the CDKTF CLI as a user does. */
export class Checkout {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "checkout-")));

  constructor() {
    for (const name of projectFiles()) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      copyFileSync(join(PROJECT_ROOT, name), join(this.folder, name));
    }
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Writes the file of an environment. */
  write(environment: string, content: unknown): void {
    writeFileSync(join(this.folder, "environments", `${environment}.yaml`), stringify(content));
  }

  /** Edits the file of an environment, as a user does. */
  edit(environment: string, change: (content: Content) => void): void {
    const content = parse(this.read(`environments/${environment}.yaml`));
    change(content);
    this.write(environment, content);
  }

  /** Runs the CDKTF CLI for an environment. @returns what it printed @throws SandboxError if it fails */
  async cdktf(environment: string, ...args: string[]): Promise<string> {
    const command = join(this.folder, "node_modules/.bin/cdktf");
    return runProgram(command, args, {
      cwd: this.folder,
      environment: { ...(await clientEnvironment()), ENVIRONMENT: environment },
      remedy: "",
    });
  }

  /** Deploys or destroys stacks without asking. */
  async apply(environment: string, action: "deploy" | "destroy", ...stacks: string[]): Promise<string> {
    return this.cdktf(environment, action, ...stacks, "--auto-approve", "--skip-provider-lock");
  }

  /** Runs a script of package.json. @returns what it printed on standard output */
  async npm(script: string, ...args: string[]): Promise<string> {
    return runProgram("npm", ["run", "--silent", script, "--", ...args], {
      cwd: this.folder,
      environment: await clientEnvironment(),
      remedy: "",
    });
  }

  /** Runs a command of the shell in the checkout, as a user copies it from a message. */
  async shell(command: string): Promise<string> {
    return runProgram("sh", ["-c", command], {
      cwd: this.folder,
      environment: await clientEnvironment(),
      remedy: "",
    });
  }

  /** A file of the checkout. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** The local state of a stack, without what every run changes. */
  state(environment: string, stack: string): StackState {
    // The provider reads tags that are not there as an empty object.
    const withTags = (key: string, value: unknown) => (key === "tags" && value === null ? {} : value);
    const text = this.read(`terraform.${environment}.${stack}.tfstate`);
    const { lineage, resources, outputs } = JSON.parse(text, withTags);
    return { lineage, resources, outputs };
  }

  /** Deletes the checkout. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Every file that git tracks or would track, without the environments. */
function projectFiles(): string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  return execFileSync("git", args, { cwd: PROJECT_ROOT, encoding: "utf8" })
    .split("\0")
    .filter((name) => name !== "" && !/^environments\/.*\.yaml$/.test(name))
    .filter((name) => existsSync(join(PROJECT_ROOT, name)));
}

/** The environment of commands in a checkout: their AWS is the local one. */
export async function clientEnvironment(): Promise<NodeJS.ProcessEnv> {
  const state = requireRunning();
  const { command } = await findTerraform();
  return {
    ...withClientVariables(process.env, clientVariables(state)),
    TERRAFORM_BINARY_NAME: command,
    TF_IN_AUTOMATION: "1",
    // The checkout's own, not the fixtures that other tests load.
    ENVIRONMENTS_DIRECTORY: "",
    ...(state.terraformCliConfig ? { CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" } : {}),
    CI: "1",
  };
}
