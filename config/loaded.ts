/**
 * A part of an environment that the checks of `loadEnvironment` guarantee.
 * @param path where it stands in the environment file
 * @throws Error if it is missing all the same: the environment did not come from `loadEnvironment`
 */
export function fromLoaded<T>(part: T | undefined, path: string): T {
  if (part !== undefined) return part;
  throw new Error(`${path} is not defined: take environments from loadEnvironment only`);
}
