import type { StatusReport } from "../status";

/** A status for programs. */
export function statusJson({ environment, source, picture, problems, exitCode }: StatusReport): string {
  const verdict = ["healthy", "not known", "wrong"][exitCode];
  return `${JSON.stringify({ environment, source, verdict, problems, ...picture }, null, 2)}\n`;
}
