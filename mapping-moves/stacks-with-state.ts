import { existsSync, readdirSync } from "node:fs";
import type { Environment } from "../config/schema";
import { type StateLocation, stateFile } from "../stacks/state";

const REMEDY =
  "Let your identity list the bucket, which Terraform needs as well, or say with --earlier how many mapping stacks there were.";

/**
 * Names of a consumer's mapping stacks that have a state, sorted by their numbers, whether or not the file still has
 * them. Terraform Cloud is not asked: there are none then.
 * @param consumerStack name of the consumer's own stack
 * @throws BackendError if the state bucket cannot be listed
 */
export async function mappingStacksWithState(
  environment: Pick<Environment, "sandbox" | "region">,
  location: StateLocation,
  consumerStack: string,
): Promise<string[]> {
  const prefix = `${consumerStack}-mappings-`;
  const names = await namesOfStates(environment, location, prefix);
  const numbers = names.flatMap((name) => {
    const number = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    return /^[1-9]\d*$/.test(number) ? [Number(number)] : [];
  });
  return numbers.sort((a, b) => a - b).map((number) => `${prefix}${number}`);
}

async function namesOfStates(
  environment: Pick<Environment, "sandbox" | "region">,
  { backend, environmentName, folder = "" }: StateLocation,
  prefix: string,
): Promise<string[]> {
  if (backend.type === "local") return between(filesIn(folder), stateFile(environmentName, "*"));
  if (backend.type !== "s3") return [];
  // Only those who keep their states in S3 load its client.
  const { stateKeys } = require("../backends/s3/state-keys") as typeof import("../backends/s3/state-keys");
  const keys = await stateKeys(environment, backend, {
    prefix: `${backend.keyPrefix}/${prefix}`,
    remedy: REMEDY,
  });
  return between(keys, `${backend.keyPrefix}/*.tfstate`);
}

/** What stands in the place of the asterisk, of each text that has the rest. */
function between(texts: readonly string[], pattern: string): string[] {
  const [before = "", after = ""] = pattern.split("*");
  return texts
    .filter((text) => text.startsWith(before) && text.endsWith(after))
    .map((text) => text.slice(before.length, -after.length));
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
