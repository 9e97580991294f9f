import { join } from "node:path";
import type { Environment } from "../../../config/schema";
import { type AppliedPlans, applyPlans } from "../../../plan/apply-plans";
import { type PlanManifest, readManifest } from "../../../plan/manifest";
import { planStacks } from "../../../plan/plan-stacks";
import { Terraform } from "../../../plan/terraform";
import { findTerraform } from "../../../programs/tools";
import { readPlans } from "../../../review/plan/read-plans";
import { type Review, reviewPlans } from "../../../review/review";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { sandboxTerraformVariables } from "../../../sandbox/terraform-variables";

/** Plans of the stacks that a test has synthesized, made, reviewed and applied as `npm run plan` and its like do. */
export class OwnPlans {
  /** The folder that the stacks are synthesized into. */
  readonly synthesized: string;

  /** @param folder name of the project's folder, below the sandbox's state folder */
  constructor(private readonly folder: string) {
    this.synthesized = join(stateFolder(), folder, "cdktf.out");
  }

  /** Folder of the plans of this name. */
  of(name: string): string {
    return join(stateFolder(), this.folder, "plans", name);
  }

  /** Plans every stack. @param removedStacks names of stacks that the file no longer has */
  async make(name: string, removedStacks: readonly string[] = []): Promise<PlanManifest> {
    const { version } = await findTerraform();
    return planStacks({
      environment: "sandbox",
      synthesized: this.synthesized,
      folder: this.of(name),
      terraform: await this.terraform(),
      terraformVersion: version,
      removedStacks,
      parallelism: 2,
      onProgress: () => undefined,
    });
  }

  /** Reviews plans. @param environment that was planned */
  review(name: string, environment: Environment): Promise<Review> {
    return reviewPlans(readPlans(this.of(name)), environment);
  }

  /** Applies plans to what is synthesized now. */
  async apply(name: string): Promise<AppliedPlans> {
    const folder = this.of(name);
    return applyPlans({
      manifest: readManifest(folder),
      folder,
      synthesized: this.synthesized,
      terraform: await this.terraform(),
      parallelism: 2,
      onProgress: () => undefined,
    });
  }

  private async terraform(): Promise<Terraform> {
    const { command } = await findTerraform();
    return new Terraform({ command, variables: sandboxTerraformVariables(requireRunning()) });
  }
}
