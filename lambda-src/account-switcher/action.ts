import { isNativeError } from "node:util/types";
import type { AwsCredentialIdentityProvider } from "@smithy/types";

/** What an action is given. */
export interface ActionContext {
  /** Credentials of the role in the other account. */
  readonly credentials: AwsCredentialIdentityProvider;
  readonly region: string;
}

/** Something that the function can do in another account: each file in `actions/` exports one as `run`. */
export interface Action {
  /**
   * Does it. An error of AWS is passed on.
   * @returns what can be written as JSON
   */
  readonly run: (context: ActionContext) => Promise<unknown>;
}

/** Names of files: nothing that could lead out of the folder, or that an answer must not repeat. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * The action of a name. Its code, and the client that it brings, is loaded only now.
 * @returns undefined if there is no such action
 */
export async function findAction(name: unknown): Promise<Action | undefined> {
  if (!isActionName(name)) return undefined;
  try {
    // The bundler takes every file that this could mean.
    return await import(`./actions/${name}.ts`);
  } catch (error) {
    if (isMissing(name, error)) return undefined;
    throw error;
  }
}

/** Whether an action could have this name. */
export function isActionName(name: unknown): name is string {
  return typeof name === "string" && NAME.test(name);
}

/** As the bundle says it, and as Node.js does. A module that the action itself misses is a fault of the action. */
function isMissing(name: string, error: unknown): boolean {
  const missing = new RegExp(
    `^(Module not found in bundle: |Cannot find module ')[^']*/actions/${name}\\.ts('|$)`,
  );
  return isNativeError(error) && missing.test(error.message);
}
