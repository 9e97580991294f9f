import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PlanManifest, type PlannedStack, readManifest } from "../plan/manifest";
import { PipelineError } from "./pipeline-error";

/** The parts of Terraform's plan JSON that say what an apply does. */
interface PlanJson {
  readonly resource_changes?: readonly { readonly change: { readonly actions: readonly string[] } }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

/**
 * What the plans of a folder would do, as a short text: a hash for each stack. Two folders have the same if an apply of
 * either does the same with the same providers, whoever planned it and when. The rest of a plan may differ: the time, the
 * role that it was made with, the serial of the state.
 *
 * So a reviewed plan need not be kept until it is approved. Plans hold the state in clear, variables of functions
 * included, and whoever can read the repository can download the artifacts of its jobs.
 * @throws UserError if the folder holds no plans
 */
export function fingerprintOf(folder: string): string {
  const manifest = readManifest(folder);
  const stacks = manifest.stacks.map((stack) => `${stack.name}:${hashOf(stack, manifest, folder)}`);
  return [...stacks, ...manifest.removedStacks.map((name) => `${name}:removed`)].join(",");
}

/**
 * Makes sure that the plans of a folder do what was approved.
 * @param approved the fingerprint of the plans that were reviewed
 * @throws PipelineError with the names of the stacks that differ
 */
export function requireFingerprint(folder: string, approved: string): void {
  const parts = [...fingerprintOf(folder).split(","), ...approved.split(",")];
  const alone = parts.filter((part) => parts.indexOf(part) === parts.lastIndexOf(part));
  if (alone.length === 0) return;
  const names = [...new Set(alone.map((part) => part.split(":")[0]))].sort().join(", ");
  throw new PipelineError(
    `What would be applied is not what was reviewed. It differs for: ${names}.`,
    "Something changed between review and deployment: run the workflow again, and review the new plan.",
  );
}

function hashOf(stack: PlannedStack, { terraform, environment }: PlanManifest, folder: string): string {
  const plan: PlanJson = JSON.parse(readFileSync(join(folder, stack.json.file), "utf8"));
  const { resource_changes: resources = [], output_changes: outputs = {} } = plan;
  const content = {
    environment,
    terraform,
    stack: stack.name,
    accountId: stack.accountId,
    region: stack.region,
    providers: stack.lockFile.sha256,
    sampleOutputsOf: stack.sampleOutputsOf,
    resources: resources.filter(({ change }) => isChange(change)),
    outputs: Object.entries(outputs).filter(([, change]) => isChange(change)),
  };
  return createHash("sha256").update(canonical(content)).digest("hex");
}

function isChange({ actions }: { readonly actions: readonly string[] }): boolean {
  return actions.some((action) => action !== "no-op");
}

/** JSON that does not depend on the order in which an object's keys were written. */
function canonical(content: unknown): string {
  return JSON.stringify(content, (_key, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
