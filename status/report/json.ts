import type { StatusReport } from "../status";

/** A status for programs. */
export function statusJson({ environment, picture, problems, exitCode }: StatusReport): string {
  const verdict = ["healthy", "not known", "wrong"][exitCode];
  return `${JSON.stringify({ environment, verdict, problems, ...picture }, null, 2)}\n`;
}
