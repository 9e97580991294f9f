import { mkdirSync } from "node:fs";
import { App, TerraformStack } from "cdktf";
import { keepState, type StateLocation } from "../../stacks/state";
import { Terraform, type TerraformOptions, writeConfiguration } from "../terraform";

/** The state of one stack in one backend, reached by Terraform itself: it knows the backend's locks and credentials. */
export class StateAt {
  private initialized: Promise<unknown> | undefined;
  private readonly terraform: Terraform;

  /** @param folder of its own, for Terraform's configuration */
  constructor(stack: string, location: StateLocation, folder: string, options: TerraformOptions) {
    mkdirSync(folder, { recursive: true });
    writeConfiguration(folder, backendJson(stack, location));
    this.terraform = new Terraform(folder, options);
  }

  /** The state as text; empty if there is none. */
  async pull(): Promise<string> {
    await this.init();
    return this.terraform.run("state", "pull");
  }

  /**
   * Writes a state. Without `-force`, Terraform refuses it if it would replace a newer one, or that of something else.
   * @param args of `terraform state push`
   */
  async push(...args: string[]): Promise<void> {
    await this.init();
    await this.terraform.run("state", "push", ...args);
  }

  private init(): Promise<unknown> {
    this.initialized ??= this.terraform.run("init", "-input=false", "-no-color");
    return this.initialized;
  }
}

/** A configuration with nothing but the backend of a stack, as its own JSON has it. */
function backendJson(stack: string, location: StateLocation): unknown {
  const only = new TerraformStack(new App({ stackTraces: false }), stack);
  keepState(only, location);
  const { terraform } = only.toTerraform();
  return { terraform: { backend: terraform.backend, cloud: terraform.cloud } };
}
