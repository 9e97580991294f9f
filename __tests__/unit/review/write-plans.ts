import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanManifest } from "../../../plan/manifest";
import type { ReviewedStack } from "../../../review/plan/reviewed-stack";
import { manifestOf } from "./plan";

const LOCK_FILE = 'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.100.0"\n}\n';

/**
 * Writes a folder of plans, as `npm run plan` does.
 * @param planText of every plan
 * @default what the stacks say
 */
export function writePlans(
  folder: string,
  stacks: readonly ReviewedStack[],
  more: Partial<PlanManifest> = {},
  planText?: string,
): void {
  const written = stacks.map((stack) => {
    const { name } = stack.planned;
    mkdirSync(join(folder, name), { recursive: true });
    const write = (file: string, text: string) => {
      writeFileSync(join(folder, name, file), text);
      return { file: `${name}/${file}`, sha256: createHash("sha256").update(text).digest("hex") };
    };
    const planned = {
      ...stack.planned,
      json: write("plan.json", planText ?? JSON.stringify(stack.plan)),
      configuration: write("cdk.tf.json", JSON.stringify(stack.configuration)),
      lockFile: write(".terraform.lock.hcl", LOCK_FILE),
    };
    return { ...stack, planned };
  });
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifestOf(written, more)));
}
