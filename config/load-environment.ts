import { isAbsolute, relative } from "node:path";
import { crossCheck } from "./checks";
import { checkMappingStacks } from "./checks/mapping-stacks";
import { placeInDefaults } from "./default-problems";
import { type Draft, draftOf } from "./draft";
import { EnvironmentError } from "./environment-error";
import { readEnvironmentFile } from "./environment-file";
import { nameExistingTables } from "./existing-tables";
import { withFunctionDefaults } from "./function-defaults";
import { keysBeside } from "./keys-beside";
import { leftOverAccounts } from "./left-over-accounts";
import { parseYaml } from "./parse-yaml";
import { ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "./paths";
import { type PlanRoleVariables, planRoleNotes, withPlanRoles } from "./plan-roles";
import { type Problem, toUserProblem } from "./problem";
import { type Environment, environmentSchema } from "./schema";
import { plainMessage, schemaProblems } from "./schema-problems";
import { checkStreamGrants } from "./stream-grants";
import { expandTenants } from "./tenants/expand-tenants";
import { placeInTenants } from "./tenants/place-in-tenants";

/** The environment that is used if none is named. */
export const DEFAULT_ENVIRONMENT = "sandbox";

/** An environment that has passed every check. */
export interface LoadedEnvironment {
  /** The file's name without .yaml. */
  readonly name: string;
  /** The file it came from, an absolute path. */
  readonly file: string;
  readonly environment: Environment;
  /** What does not prevent a deployment but deserves a look; `formatProblem` turns them into lines. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads and checks an environment file. If variables name other roles than the file, it says so on standard error.
 * @param name the file's name without .yaml
 * @default the variable ENVIRONMENT, or else `sandbox`
 * @param directory the folder it is in
 * @default environments/ of this project
 * @param variables those that `withPlanRoles` reads
 * @default the process's own
 * @throws EnvironmentError with every problem of the file at once
 */
export function loadEnvironment(
  name = process.env.ENVIRONMENT || DEFAULT_ENVIRONMENT,
  directory = ENVIRONMENTS_DIRECTORY,
  variables: PlanRoleVariables = process.env,
): LoadedEnvironment {
  const { file, text } = readEnvironmentFile(name, directory);
  const { environment, problems, place } = checkEnvironment(parseYaml(text, displayed(file)), directory);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (environment && errors.length === 0) {
    const warnings = [...problems, ...place(leftOverAccounts(name, environment))];
    const planned = withPlanRoles(environment, variables);
    for (const note of planRoleNotes(environment, planned)) tellOnce(note);
    return { name, file, environment: planned, warnings };
  }
  throw new EnvironmentError(errors.map(toUserProblem), displayed(file));
}

/** What the checks say of a content in which each tenant is an ordinary source. */
interface Checked {
  /** Absent if the content does not fit the schema. */
  readonly environment?: Environment;
  /** What of the content is well formed; absent if its keys are so misplaced that nothing else can be said. */
  readonly draft?: Draft;
  /** Errors and warnings, in the order of the checks. */
  readonly problems: readonly Problem[];
}

/** The result of checking a file's content. */
interface Verdict extends Omit<Checked, "draft"> {
  /** Puts problems of the environment at their places in the file as it was read. */
  readonly place: (problems: readonly Problem[]) => readonly Problem[];
}

/**
 * Checks the content of an environment file. The cross-checks run on whatever part of it is well formed, so
 * that no problem hides another.
 * @param directory the folder of the file, in which files with tenants are looked for
 * @default environments/ of this project
 * @throws EnvironmentError if a YAML file with tenants has a mistake in its syntax
 */
export function checkEnvironment(content: unknown, directory = ENVIRONMENTS_DIRECTORY): Verdict {
  const expansion = expandTenants(content, directory);
  const { environment, draft, problems: found } = check(withFunctionDefaults(expansion.content));
  const { tenants } = expansion;
  const problems = [...found, ...(draft ? checkMappingStacks(draft, tenants) : [])];
  const isFanIn = Object.keys(tenants).length > 0;
  const complete = environment && (isFanIn ? { ...environment, tenants } : environment);
  const place: Verdict["place"] = (those) => placeInTenants(those, expansion, content);
  // However many mappings a stack has: the streams of a role are the same.
  const isUsable = complete && found.every(({ severity }) => severity === "warning");
  return {
    ...(complete && { environment: complete }),
    problems: [
      ...(isUsable ? checkStreamGrants(complete) : []),
      ...expansion.problems,
      ...placeInDefaults([...place(problems)], content),
    ],
    place,
  };
}

function check(read: unknown): Checked {
  const misplaced = keysBeside(read);
  // They would make a dozen other problems, here and wherever the entry is referred to.
  if (misplaced.length > 0) return { problems: misplaced };
  const { content, problems } = nameExistingTables(read);
  const { success, data, error } = environmentSchema.safeParse(content, {
    reportInput: true,
    error: plainMessage,
  });
  if (!success) {
    const draft = draftOf(content);
    const found = [...schemaProblems(error.issues), ...crossCheck(draft, PROJECT_ROOT)];
    return { draft, problems: [...found, ...problems] };
  }
  const { defaults: _, ...file } = data;
  const environment = { ...file, backend: file.backend ?? { type: "local" as const } };
  return { environment, draft: file, problems: [...crossCheck(file, PROJECT_ROOT), ...problems] };
}

const told = new Set<string>();

/** Some commands read the file twice. */
function tellOnce(note: string): void {
  if (told.has(note)) return;
  told.add(note);
  console.error(note);
}

/** A path relative to the working directory, if it is below it. */
function displayed(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}
