import { isNativeError } from "node:util/types";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { TIME_LIMITS } from "../shared/time-limits";

/** The input of an action; all of it can be given to a client of the SDK as its options. */
export interface ActionContext {
  /** Credentials of the role in the other account. */
  readonly credentials: AwsCredentialIdentityProvider;
  readonly region: string;
  /** Time limits, for every client that the action makes. */
  readonly requestHandler: typeof TIME_LIMITS;
}

/** Something that the function can do in another account. Each file in `actions/` exports one action as `run`. */
export interface Action {
  /**
   * Runs the action. Errors of AWS are passed on.
   * @returns a value that can be written as JSON
   */
  readonly run: (context: ActionContext) => Promise<unknown>;
}

/** Names of files: nothing that could leave the folder or that would be unsafe to repeat in an answer. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * Finds an action by its name. Its code, and the SDK client that it uses, are loaded only now.
 * @returns undefined if there is no such action
 */
export async function findAction(name: unknown): Promise<Action | undefined> {
  if (!isActionName(name)) return undefined;
  try {
    // The bundler includes every file that matches.
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

/**
 * Recognizes the errors of the bundle and of Node.js. If a module that the action itself imports is missing, the action
 * is broken, not unknown.
 */
function isMissing(name: string, error: unknown): boolean {
  const missing = new RegExp(
    `^(Module not found in bundle: |Cannot find module ')[^']*/actions/${name}\\.ts('|$)`,
  );
  return isNativeError(error) && missing.test(error.message);
}
