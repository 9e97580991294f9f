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

/** Names of files: nothing that could lead out of the folder. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * The action of a name. Its code, and the client that it brings, is loaded only now.
 * @returns undefined if there is no such action
 */
export async function findAction(name: unknown): Promise<Action | undefined> {
  if (typeof name !== "string" || !NAME.test(name)) return undefined;
  try {
    // The bundler takes every file that this could mean.
    return await import(`./actions/${name}.ts`);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** As the bundle says it, and as Node.js does. */
function isMissing(error: unknown): boolean {
  return isNativeError(error) && /^(Module not found in bundle|Cannot find module)/.test(error.message);
}
