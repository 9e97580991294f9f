import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkEnvironment } from "../../../../config/load-environment";
import { formatProblem } from "../../../../config/problem";
import type { Environment } from "../../../../config/schema";
import { type Content, edited, REMOVED } from "../sample";

/** The sample, whose source stands for tenants. */
export function withTenants(tenants: unknown, more: Content = {}): unknown {
  return edited({
    "sources.changes.account": REMOVED,
    "sources.changes.stack": REMOVED,
    "sources.changes.tenants": tenants,
    ...more,
  });
}

/** A folder with one file of tenants, for as long as the function runs. */
export function besideFile<T>(name: string, text: string | Buffer, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "tenants-"));
  try {
    writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The environment of a content that is right. */
export function environmentOf(content: unknown, folder?: string): Environment {
  const { environment, problems } = checkEnvironment(content, folder);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!environment || errors.length > 0) throw new Error(errors.map(formatProblem).join("\n"));
  return environment;
}

/** What is wrong with a content, a line for each error. */
export function errorsOf(content: unknown, folder?: string): string[] {
  return checkEnvironment(content, folder)
    .problems.filter(({ severity }) => severity === "error")
    .map(formatProblem);
}

/** The errors of a file of tenants. */
export function errorsOfFile(name: string, text: string | Buffer): string[] {
  return besideFile(name, text, (folder) => errorsOf(withTenants(name), folder));
}
