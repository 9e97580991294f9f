import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Demonstration } from "../../../cli/demo/demonstration";
import { down } from "../../../sandbox/down";

/** Lets this file's demos have a sandbox of their own: they start it as the command does, with settings of their own. */
export function ownDemoSandbox(): void {
  const folder = mkdtempSync(join(tmpdir(), "demo-tests-"));
  const shared = process.env.SANDBOX_STATE_DIR;
  beforeAll(() => {
    process.env.SANDBOX_STATE_DIR = folder;
  });
  afterAll(async () => {
    await down();
    process.env.SANDBOX_STATE_DIR = shared;
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Runs the steps of a demo, in order. */
export async function runAll({ tasks }: Demonstration): Promise<void> {
  for (const task of tasks) await task.run(() => undefined);
}

/** Runs the last step once more. */
export async function repeatLast({ tasks }: Demonstration): Promise<void> {
  await tasks.at(-1)?.run(() => undefined);
}
