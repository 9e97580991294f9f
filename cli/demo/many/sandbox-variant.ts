import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { readEnvironmentFile } from "../../../config/environment-file";
import { type Group, isGroup } from "../../../config/group";
import { type LoadedEnvironment, loadEnvironment } from "../../../config/load-environment";
import { parseYaml } from "../../../config/parse-yaml";
import { ENVIRONMENTS_DIRECTORY } from "../../../config/paths";
import { makeStateFolder, statePath } from "../../../sandbox/state-folder";

/** How long the periods of usage meters are: the demo waits for their end. */
export const WINDOW_SECONDS = 5;

/** Where the variants are; they are deleted together with the sandbox. */
export function variantsFolder(): string {
  return statePath("run", "environments");
}

/** The content of an environment file. @throws EnvironmentError if the file has a mistake */
export function contentOf(name: string): Group {
  // First of all, so that every mistake is reported at its place in the user's file.
  const { file } = loadEnvironment(name);
  const content = parseYaml(readEnvironmentFile(name, ENVIRONMENTS_DIRECTORY).text, file);
  return isGroup(content) ? content : {};
}

/**
 * Writes an environment as it can be deployed to the sandbox, and reads it as commands do. It is the same but for what
 * the sandbox cannot do, such as keeping its state elsewhere, and what takes time there.
 */
export function sandboxVariant(name: string, content: Group): LoadedEnvironment {
  makeStateFolder();
  mkdirSync(variantsFolder(), { recursive: true });
  const variant = {
    ...content,
    sandbox: true,
    backend: { type: "local" },
    sources: each(content.sources, inSandbox),
    consumers: each(content.consumers, consumerInSandbox),
  };
  writeFileSync(join(variantsFolder(), `${name}.yaml`), stringify(variant));
  return loadEnvironment(name, variantsFolder());
}

/** A sandbox is destroyed as often as it is deployed. */
function inSandbox(source: Group): Group {
  return { ...source, deletionProtection: false };
}

function consumerInSandbox(consumer: Group): Group {
  const { usageMeter } = consumer;
  return {
    ...consumer,
    // The local AWS gives alarms back without their dimensions, so a second deployment would change all of them.
    alarms: false,
    // Without the rule that expires noncurrent versions, deployment is about a minute faster.
    failureBucket: { versioning: true, removeOldVersionsAfterDays: null },
    ...(isGroup(usageMeter) && { usageMeter: { ...usageMeter, windowSeconds: WINDOW_SECONDS } }),
  };
}

/** Changes every entry of a part of the file. */
export function each(part: unknown, change: (entry: Group) => Group): Group {
  const entries = Object.entries(isGroup(part) ? part : {});
  return Object.fromEntries(entries.map(([key, entry]) => [key, isGroup(entry) ? change(entry) : entry]));
}
