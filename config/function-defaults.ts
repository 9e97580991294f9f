import { FUNCTION_PARTS, functionPath } from "./function-parts";
import type { Path } from "./problem";
import { functionDefaults } from "./schemas/function";
import { wellFormed } from "./well-formed";

/** A group of keys as it was read from a file. */
type Group = Readonly<Record<string, unknown>>;

/**
 * The content of a file, with `defaults.function` added to every function. What a function sets itself takes
 * precedence; `environment` is merged by variable. Malformed defaults are left out: the schema reports them.
 */
export function withFunctionDefaults(content: unknown): unknown {
  const shared = sharedSettings(content);
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
  const merges = key === "environment" && variable !== undefined && isGroup(own.environment);
  const depth = merges ? 2 : 1;
  if (has(own, setting.slice(0, depth))) return undefined;
  return has(sharedSettings(content), setting.slice(0, depth))
    ? ["defaults", "function", ...setting]
    : undefined;
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

function has(group: Group, [step, ...rest]: Path): boolean {
  if (step === undefined) return true;
  if (!Object.hasOwn(group, step)) return false;
  const value = group[step];
  return rest.length === 0 || (isGroup(value) && has(value, rest));
}

function valueAt(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return value;
  return isGroup(value) && Object.hasOwn(value, step) ? valueAt(value[step], rest) : undefined;
}

function isGroup(value: unknown): value is Group {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
