import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { StackInFolder } from "../synthesized/read-stacks";
import { LOCK_FILE } from "./lock-file";
import type { Terraform } from "./terraform";

/**
 * Initializes the folders of stacks that use the same providers. The first one goes alone: it fills the cache of
 * providers, which Terraform does not protect from runs side by side, and its lock file is given to the others. With a
 * lock file, Terraform takes a provider from the cache as it is; without one it would download it again for its hashes
 * (Terraform CLI configuration, provider plugin cache).
 * @returns initializes one stack; call it for as many stacks as you like, also at once
 */
export function sharedInit(terraform: Terraform): (stack: StackInFolder) => Promise<void> {
  let first: Promise<StackInFolder> | undefined;
  return async (stack) => {
    if (first === undefined) {
      first = terraform.init(stack.folder).then(() => stack);
      await first;
      return;
    }
    // Where the first one fails, for example because of its backend, the others may still succeed.
    const done = await first.catch(() => undefined);
    if (done) shareLockFile(done, stack);
    await terraform.init(stack.folder);
  };
}

/** A lock file that is there already is left alone. */
function shareLockFile(from: StackInFolder, to: StackInFolder): void {
  const own = join(to.folder, LOCK_FILE);
  const shared = join(from.folder, LOCK_FILE);
  if (existsSync(own) || !existsSync(shared)) return;
  if (isDeepStrictEqual(providersOf(from), providersOf(to))) copyFileSync(shared, own);
}

function providersOf({ json }: StackInFolder): unknown {
  return json.terraform?.required_providers;
}
