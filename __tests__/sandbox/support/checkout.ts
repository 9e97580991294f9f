import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { PROJECT_ROOT } from "../../../config/paths";
import { clientVariables, withClientVariables } from "../../../sandbox/client-variables";
import { requireRunning } from "../../../sandbox/require-running";
import { runProgram } from "../../../sandbox/run-program";
import { findTerraform } from "../../../sandbox/tools";

/** What a synthesis needs. */
const COPIED = [
  "bundling",
  "cdktf.json",
  "config",
  "constructs",
  "errors",
  "guards",
  "lambda-src",
  "main.ts",
  "package.json",
  "stacks",
  "synthesized",
  "tsconfig.json",
];

/** A copy of the project without environments, in which tests run the CDKTF CLI as a user does. */
export class Checkout {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "checkout-")));

  constructor() {
    for (const name of COPIED) cpSync(join(PROJECT_ROOT, name), join(this.folder, name), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(this.folder, "node_modules"));
    mkdirSync(join(this.folder, "environments"));
  }

  /** Writes the file of an environment. */
  write(environment: string, content: unknown): void {
    writeFileSync(join(this.folder, "environments", `${environment}.yaml`), stringify(content));
  }

  /** Runs the CDKTF CLI for an environment. @returns what it printed @throws SandboxError if it fails */
  async cdktf(environment: string, ...args: string[]): Promise<string> {
    const command = join(this.folder, "node_modules/.bin/cdktf");
    return runProgram(command, args, {
      cwd: this.folder,
      environment: { ...(await variables()), ENVIRONMENT: environment },
      remedy: "",
    });
  }

  /** Deploys or destroys stacks without asking. */
  async apply(environment: string, action: "deploy" | "destroy", ...stacks: string[]): Promise<string> {
    return this.cdktf(environment, action, ...stacks, "--auto-approve", "--skip-provider-lock");
  }

  /** Runs a command of the shell in the checkout, as a user copies it from a message. */
  async shell(command: string): Promise<string> {
    return runProgram("sh", ["-c", command], {
      cwd: this.folder,
      environment: await variables(),
      remedy: "",
    });
  }

  /** A file of the checkout. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }
}

async function variables(): Promise<NodeJS.ProcessEnv> {
  const state = requireRunning();
  const { command } = await findTerraform();
  return {
    ...withClientVariables(process.env, clientVariables(state)),
    TERRAFORM_BINARY_NAME: command,
    TF_IN_AUTOMATION: "1",
    ...(state.terraformCliConfig ? { CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" } : {}),
    CI: "1",
  };
}
