import { problemLine, type UserProblem } from "../errors/user-problem";
import { visible } from "./invisible";

/** Where in the file: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with an environment file, or may be wrong. */
export interface Problem {
  /** `error`: the file cannot be used. `warning`: it can, but deserves a look. */
  readonly severity: "error" | "warning";
  readonly path: Path;
  /**
   * Where it is in another file, such as `saas.tenants.csv, line 3`.
   * @default the path says it
   */
  readonly place?: string;
  /** What is wrong, to be read after the path; no full stop at its end. */
  readonly cause: string;
  /** What to do about it, a sentence without its full stop. */
  readonly remedy: string;
}

/** A problem that makes the file unusable. */
export function error(path: Path, cause: string, remedy: string): Problem {
  return { severity: "error", path, cause, remedy };
}

/** A problem that leaves the file usable. */
export function warning(path: Path, cause: string, remedy: string): Problem {
  return { severity: "warning", path, cause, remedy };
}

/** The problem with its place as text: `path.in.the.file`. */
export function toUserProblem({ path, place, cause, remedy }: Problem): UserProblem {
  return { place: visible(place ?? formatPath(path)), cause: visible(cause), remedy: visible(remedy) };
}

/** A problem as one line: `path.in.the.file: cause. remedy.` */
export function formatProblem(problem: Problem): string {
  return problemLine(toUserProblem(problem));
}

/** A path as it appears in messages: `consumers.handler.mappings[0].batchSize`. */
export function formatPath(path: Path): string {
  if (path.length === 0) return "the file";
  return path.map(formatStep).join("").replace(/^\./, "");
}

function formatStep(step: string | number): string {
  if (typeof step === "number") return `[${step}]`;
  return /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
