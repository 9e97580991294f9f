import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { reasonOf } from "../errors/reason-of";
import { UserError } from "../errors/user-error";

/** Name of the file that lists the plans of a folder. */
export const MANIFEST_FILE = "manifest.json";

/** A file of the folder with its hash, so that what is applied is what was reviewed. */
const hashedFile = z.strictObject({
  /** Relative to the folder of the plans. */
  file: z.string().regex(/^[\w-]+\/[\w.-]+$/),
  /** Of the file's bytes, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The state that a plan was made against. */
const plannedState = z.strictObject({
  lineage: z.string(),
  serial: z.number().int().nonnegative(),
});

const plannedStack = z.strictObject({
  name: z.string().regex(/^[\w-]+$/),
  accountId: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  /** Names of the stacks that are deployed before this one. */
  dependsOn: z.array(z.string()),
  /** Whether the plan changes a resource or an output. */
  changes: z.boolean(),
  /** Names of the stacks that have no outputs yet, and whose outputs this plan makes up: it cannot be applied. */
  sampleOutputsOf: z.array(z.string()),
  /** The stack's JSON, as it was synthesized. */
  configuration: hashedFile,
  /** Terraform's lock file: versions and hashes of the providers. */
  lockFile: hashedFile,
  /** The plan that Terraform applies. */
  plan: hashedFile,
  /** The same as JSON (`terraform show -json`). */
  json: hashedFile,
  /** Null before the first deployment. */
  state: plannedState.nullable(),
});

const manifest = z.strictObject({
  version: z.literal(1),
  /** Name of the environment file. */
  environment: z.string().min(1),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** Version of Terraform or OpenTofu, such as `1.11.4`. */
  terraform: z.string().min(1),
  /** In the order of deployment. */
  stacks: z.array(plannedStack),
  /** Names of stacks that are deployed, but that the environment file no longer has. */
  removedStacks: z.array(z.string()),
});

/** A plan of one stack. */
export type PlannedStack = z.infer<typeof plannedStack>;

/** What a folder of plans holds. */
export type PlanManifest = z.infer<typeof manifest>;

/**
 * Reads the manifest of a folder that `npm run plan` wrote.
 * @throws UserError if there is none, or if it is not valid
 */
export function readManifest(folder: string): PlanManifest {
  const file = join(folder, MANIFEST_FILE);
  try {
    return manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const remedy = "Make plans with `npm run plan`";
    if (!existsSync(file)) throw new UserError([{ place: folder, cause: "there are no plans here", remedy }]);
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error);
    throw new UserError([{ place: file, cause: `this is not a manifest of plans: ${reason}`, remedy }]);
  }
}

/** Writes the manifest of a folder of plans. */
export function writeManifest(folder: string, content: PlanManifest): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, MANIFEST_FILE), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
