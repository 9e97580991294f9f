import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";
import type { StackInFolder } from "../synthesized/read-stacks";
import { fileHash } from "./file-hash";
import { LOCK_FILE } from "./lock-file";
import type { PlanManifest, PlannedStack } from "./manifest";
import type { StateSummary } from "./terraform";

/** What plans are compared with before any of them is applied. */
export interface Present {
  /** Folder of the plans. */
  readonly folder: string;
  /** The stacks as they are synthesized now. */
  readonly stacks: readonly StackInFolder[];
  /** Their states as they are now. */
  readonly states: ReadonlyMap<string, StateSummary | null>;
}

/**
 * Makes sure that the plans are those that were reviewed, and still fit.
 * @throws UserError with everything that changed since; nothing was applied then
 */
export async function assertNotStale(manifest: PlanManifest, present: Present): Promise<void> {
  const problems = [...stackProblems(manifest, present.stacks)];
  for (const planned of manifest.stacks) {
    problems.push(...(await fileProblems(planned, present.folder)));
    const stack = present.stacks.find(({ name }) => name === planned.name);
    if (!stack) continue;
    problems.push(...(await configurationProblems(planned, stack)));
    problems.push(...stateProblems(planned, present.states.get(planned.name) ?? null));
  }
  if (problems.length > 0)
    throw new UserError(problems, "The plans are stale: plan again. Nothing was applied.");
}

function stackProblems({ stacks: planned }: PlanManifest, stacks: readonly StackInFolder[]): UserProblem[] {
  const gone = planned.filter(({ name }) => !stacks.some((stack) => stack.name === name));
  const added = stacks.filter(({ name }) => !planned.some((stack) => stack.name === name));
  return [
    ...gone.map(({ name }) => ({ place: name, cause: "the environment file no longer has this stack" })),
    ...added.map(({ name }) => ({ place: name, cause: "the stack came to the environment file since" })),
  ];
}

async function fileProblems(planned: PlannedStack, folder: string): Promise<UserProblem[]> {
  const { name, plan, json, configuration, lockFile } = planned;
  const files = [plan, json, configuration, lockFile];
  const found = await Promise.all(
    files.map(async ({ file, sha256 }) => {
      const path = join(folder, file);
      if (!existsSync(path)) return [{ place: name, cause: `${file} is missing` }];
      if ((await fileHash(path)) === sha256) return [];
      return [{ place: name, cause: `${file} is not the file that was planned` }];
    }),
  );
  return found.flat();
}

async function configurationProblems(
  { name, configuration, lockFile }: PlannedStack,
  stack: StackInFolder,
): Promise<UserProblem[]> {
  const changed: UserProblem[] = [];
  if ((await fileHash(join(stack.folder, "cdk.tf.json"))) !== configuration.sha256) {
    changed.push({ place: name, cause: "the configuration or the code changed" });
  }
  if ((await fileHash(join(stack.folder, LOCK_FILE))) !== lockFile.sha256) {
    changed.push({ place: name, cause: "Terraform's lock file changed: other versions of providers" });
  }
  return changed;
}

function stateProblems({ name, state }: PlannedStack, now: StateSummary | null): UserProblem[] {
  if (state?.lineage === now?.lineage && state?.serial === now?.serial) return [];
  const another = state && now && state.lineage !== now.lineage ? "another one " : "";
  const cause = `the state was ${textOf(state)} and is ${another}${textOf(now)}: the stack was deployed since`;
  return [{ place: name, cause }];
}

function textOf(state: { readonly serial: number } | null): string {
  return state === null ? "empty" : `at serial ${state.serial}`;
}
