import type { Environment } from "../config/schema";
import type { SmokeResult } from "./result";
import { SmokeError } from "./smoke-error";
import type { SmokeOptions } from "./smoke-options";
import { smokeSource } from "./smoke-source";
import { type SmokeTarget, smokeTargets } from "./targets";

/**
 * Tests every source of an environment whose entry allows it, all at once.
 * @throws SmokeError if the role to act in is one that reads the streams
 */
export async function smoke(environment: Environment, options: SmokeOptions): Promise<SmokeResult> {
  const targets = smokeTargets(environment);
  requireAnotherRole(environment, targets, options);
  const tested = await Promise.all(targets.map((target) => smokeSource(target, options)));
  const keys = targets.map(({ key }) => key);
  return { tested, skipped: Object.keys(environment.sources).filter((key) => !keys.includes(key)) };
}

/** A reader is admitted, rightly, and so cannot show that others are refused. */
function requireAnotherRole(
  { consumers }: Environment,
  targets: readonly SmokeTarget[],
  { role }: SmokeOptions,
): void {
  const name = role?.roleName.split("/").at(-1);
  const reading = targets.flatMap((target) => target.consumers.map(({ key }) => consumers[key]?.roleName));
  if (name === undefined || !reading.includes(name)) return;
  throw new SmokeError([
    {
      cause: `${name} reads the streams, so it cannot show that others are refused`,
      remedy: "Name another role",
    },
  ]);
}
