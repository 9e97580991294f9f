import { FUNCTION_PARTS, functionPath } from "./function-parts";
import { type Group, isGroup, valueAt } from "./group";
import type { Path } from "./problem";
import { functionDefaults } from "./schemas/function";
import { wellFormed } from "./well-formed";

/**
 * The content of a file, with `defaults.function` added to every function. What a function sets itself takes
 * precedence; `environment` is merged by variable. Malformed defaults are left out: the schema reports them.
 */
export function withFunctionDefaults(content: unknown): unknown {
  const shared = sharedSettings(content);
  if (Object.keys(shared).length === 0) return content;
  return functionPaths(content).reduce((whole, path) => inherit(whole, path, shared), content);
}

/** Paths of all functions that a file has, or may have: some parts of it may be malformed. */
export function functionPaths(content: unknown): Path[] {
  const consumers = valueAt(content, ["consumers"]);
  return Object.keys(isGroup(consumers) ? consumers : {}).flatMap((consumer) =>
    FUNCTION_PARTS.map((part) => ["consumers", consumer, ...functionPath(part)]),
  );
}

/**
 * The path below `defaults.function` that a function's setting comes from.
 * @param content the file as it was read
 * @param fn path of the function
 * @param setting path of the setting below the function
 * @returns undefined if the function sets it itself, or the file has no such default
 */
export function inheritedFrom(content: unknown, fn: Path, setting: Path): Path | undefined {
  const own = valueAt(content, fn);
  if (!isGroup(own)) return undefined;
  const [key, variable] = setting;
  // Variables are merged one by one; every other setting is taken as a whole.
  const isMerged = key === "environment" && variable !== undefined && isGroup(own.environment);
  const whole = setting.slice(0, isMerged ? 2 : 1);
  if (valueAt(own, whole) !== undefined) return undefined;
  if (valueAt(sharedSettings(content), whole) === undefined) return undefined;
  return ["defaults", "function", ...setting];
}

function inherit(content: unknown, [step, ...rest]: Path, shared: Group): unknown {
  if (!isGroup(content)) return content;
  if (step === undefined) return merge(shared, content);
  if (!Object.hasOwn(content, step)) return content;
  return { ...content, [step]: inherit(content[step], rest, shared) };
}

function merge(shared: Group, own: Group): Group {
  const merged = { ...shared, ...own };
  if (!isGroup(shared.environment) || !isGroup(own.environment)) return merged;
  return { ...merged, environment: { ...shared.environment, ...own.environment } };
}

/** The well-formed part of `defaults.function`. */
function sharedSettings(content: unknown): Group {
  const given = valueAt(content, ["defaults", "function"]);
  const shared: Group = isGroup(given) ? withoutBlanks(wellFormed(functionDefaults, given) ?? {}) : {};
  return isGroup(shared.environment) ? { ...shared, environment: withoutBlanks(shared.environment) } : shared;
}

function withoutBlanks(group: Group): Group {
  return Object.fromEntries(Object.entries(group).filter(([, value]) => value !== undefined));
}
