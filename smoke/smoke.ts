import pLimit from "p-limit";
import type { Environment } from "../config/schema";
import type { SmokeResult } from "./result";
import { SmokeError } from "./smoke-error";
import type { SmokeOptions } from "./smoke-options";
import { smokeSource } from "./smoke-source";
import { type SmokeTarget, smokeTargets } from "./targets";

/**
 * Sources that are tested at once. Each asks for the function's log once a second, and CloudWatch Logs answers at least 5
 * such requests a second for an account and region (CloudWatch Logs quotas).
 */
const AT_ONCE = 4;

/**
 * Tests every source of an environment whose entry allows it, some at once.
 * @throws SmokeError if the role to act in is one that reads the streams, or the only source to test allows no test
 */
export async function smoke(environment: Environment, options: SmokeOptions): Promise<SmokeResult> {
  const { only } = options;
  const targets = smokeTargets(environment).filter(({ key }) => only === undefined || key === only);
  if (only !== undefined && targets.length === 0) throw allowsNone(only);
  requireAnotherRole(environment, targets, options);
  const limit = pLimit(AT_ONCE);
  const tested = await Promise.all(targets.map((target) => limit(() => smokeSource(target, options))));
  const keys = targets.map(({ key }) => key);
  const others = Object.keys(environment.sources).filter((key) => !keys.includes(key));
  return { tested, skipped: only === undefined ? others : [] };
}

/** Who asks for one source must not take the silence about it for success. */
function allowsNone(source: string): SmokeError {
  return new SmokeError([
    {
      cause: `The entry of ${source} has no smokeTest`,
      remedy: "Add the key that a test may use (docs/smoke.md)",
    },
  ]);
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
