import { functionPaths, inheritedFrom } from "./function-defaults";
import { formatPath, type Path, type Problem } from "./problem";

/** A problem with its place in the file as it was read. */
interface Located {
  readonly problem: Problem;
  readonly path: Path;
  /** The function that takes the value from `defaults.function`, and the setting below it. */
  readonly inherited?: { readonly by: Path; readonly setting: Path };
}

/**
 * The problems of a file whose functions have been given the file's `defaults.function`. A problem with such a
 * value is placed at the default, and reported once for all functions that have it.
 * @param content the file as it was read
 */
export function placeInDefaults(problems: readonly Problem[], content: unknown): Problem[] {
  const functions = functionPaths(content);
  const groups = new Map<string, [Located, ...Located[]]>();
  for (const problem of problems) {
    const located = locate(problem, content, functions);
    const key = JSON.stringify({ ...problem, path: located.path });
    const group = groups.get(key);
    if (group) group.push(located);
    else groups.set(key, [located]);
  }
  return [...groups.values()].map((group) => summarize(group, content, functions));
}

function locate(problem: Problem, content: unknown, functions: readonly Path[]): Located {
  const by = functions.find((path) => path.every((step, depth) => problem.path[depth] === step));
  const setting = problem.path.slice(by?.length);
  const path = by && inheritedFrom(content, by, setting);
  return by && path ? { problem, path, inherited: { by, setting } } : { problem, path: problem.path };
}

/** Names the functions, unless the problem is one of every function that takes the default. */
function summarize(
  [first, ...others]: readonly [Located, ...Located[]],
  content: unknown,
  functions: readonly Path[],
): Problem {
  const { problem, path, inherited } = first;
  if (!inherited) return problem;
  const { setting } = inherited;
  const heirs = functions.filter((fn) => inheritedFrom(content, fn, setting));
  if (heirs.length === others.length + 1) return { ...problem, path };
  const names = [first, ...others].map((located) => formatPath(located.inherited?.by ?? located.path));
  const cause = `for ${names.join(" and ")}, ${problem.cause}`;
  // Variables are merged, so a function cannot do without one of the defaults.
  if (setting[0] === "environment") return { ...problem, path, cause };
  return { ...problem, path, cause, remedy: `${problem.remedy}, or set ${formatPath(setting)} there` };
}
