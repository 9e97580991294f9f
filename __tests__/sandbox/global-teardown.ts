import { rmSync } from "node:fs";
import { down } from "../../sandbox/down";
import { stateFolder } from "../../sandbox/state-folder";
import { removeOwnTemporaryFolder } from "../support/own-temporary-folder";

export default async function stopSharedSandbox(): Promise<void> {
  await down();
  rmSync(stateFolder(), { recursive: true, force: true });
  removeOwnTemporaryFolder();
}
