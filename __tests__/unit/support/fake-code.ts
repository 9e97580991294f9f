import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FunctionCode } from "../../../constructs/code-asset";

/** An archive that is as good as any: nothing here runs it. */
export function fakeCode(folder: string): FunctionCode {
  mkdirSync(folder, { recursive: true });
  const zipPath = join(folder, "code.zip");
  const content = "not really an archive";
  writeFileSync(zipPath, content);
  return { zipPath, sourceCodeHash: createHash("sha256").update(content).digest("base64") };
}
