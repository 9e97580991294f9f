/**
 * A part of an environment that cannot be missing, because `loadEnvironment` checks it.
 * @param path where it is in the environment file
 * @throws Error if it is missing all the same: the environment did not come from `loadEnvironment`
 */
export function fromLoaded<T>(part: T | undefined, path: string): T {
  if (part !== undefined) return part;
  throw new Error(`${path} is not defined: use only environments that loadEnvironment returned`);
}
