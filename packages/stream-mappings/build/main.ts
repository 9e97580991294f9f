import { statSync } from "node:fs";
import { relative } from "node:path";
import { ensureBuilt } from "./build";

async function main(): Promise<void> {
  const program = await ensureBuilt();
  const kilobytes = Math.round(statSync(program).size / 1024);
  console.log(`${relative(process.cwd(), program)} ${kilobytes} KB`);
}

main().catch((error: unknown) => {
  console.error(`The program could not be built: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
