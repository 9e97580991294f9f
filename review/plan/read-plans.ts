import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../../errors/reason-of";
import { UserError } from "../../errors/user-error";
import { type PlanManifest, type PlannedStack, readManifest } from "../../plan/manifest";
import type { PlanJson } from "./plan-json";
import { providerVersions } from "./provider-versions";
import type { ReviewedStack } from "./reviewed-stack";

/** A folder of plans. */
export interface Plans {
  readonly manifest: PlanManifest;
  /** In the order of deployment. */
  readonly stacks: readonly ReviewedStack[];
}

/**
 * Reads a folder that `npm run plan` wrote.
 * @throws UserError if it is none, or if a file is not the one that the manifest lists
 */
export function readPlans(folder: string): Plans {
  const manifest = readManifest(folder);
  return { manifest, stacks: manifest.stacks.map((planned) => readStack(folder, planned)) };
}

function readStack(folder: string, planned: PlannedStack): ReviewedStack {
  const plan: PlanJson = parse(folder, planned.json);
  if (!/^1\./.test(plan.format_version)) {
    throw unreadable(join(folder, planned.json.file), `its format ${plan.format_version} is not known`);
  }
  return {
    planned,
    plan,
    configuration: parse(folder, planned.configuration),
    providers: providerVersions(read(folder, planned.lockFile)),
  };
}

type HashedFile = PlannedStack["json"];

function parse(folder: string, hashed: HashedFile) {
  const text = read(folder, hashed);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(join(folder, hashed.file), `it is not JSON: ${reasonOf(error)}`);
  }
}

function read(folder: string, { file, sha256 }: HashedFile): string {
  const path = join(folder, file);
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    throw unreadable(path, reasonOf(error));
  }
  const found = createHash("sha256").update(content).digest("hex");
  if (found !== sha256) throw unreadable(path, "it is not the file that was planned: its hash differs");
  return content.toString("utf8");
}

function unreadable(place: string, cause: string): UserError {
  return new UserError([{ place, cause, remedy: "Plan again with `npm run plan`" }]);
}
