import { type ConfiguredFunction, type FunctionPart, functionsOf } from "../../config/functions";
import type { LoadedEnvironment } from "../../config/load-environment";
import { oneOf } from "../../config/suggest";
import { UserError } from "../../errors/user-error";

/** The short word for each part, and the key of the environment file that adds it. */
const PARTS: Readonly<Record<FunctionPart, { readonly word: string; readonly key: string }>> = {
  "stream-handler": { word: "handler", key: "function" },
  "reader-api": { word: "reader", key: "readerApi" },
  "account-switcher": { word: "switcher", key: "accountSwitcher" },
  "usage-meter": { word: "meter", key: "usageMeter" },
};

/**
 * Finds a function by its exact name, or by its part (`reader`, `reader-api`) if only one consumer has that part. A part
 * with the consumer's key (`orders/reader`) is always exact.
 * @throws UserError if there is no such function or more than one; it names the functions that exist
 */
export function findFunction({ environment, name }: LoadedEnvironment, word: string): ConfiguredFunction {
  const functions = functionsOf(environment);
  const named = functions.filter(({ config }) => config.name === word);
  const meant = named.length > 0 ? named : functions.filter((fn) => wordsOf(fn).includes(word));
  const [found] = meant;
  if (found === undefined) throw notFound(name, word, functions);
  if (meant.length === 1) return found;
  const cause = `"${word}" matches ${meant.length} functions of the environment "${name}"`;
  const remedy = `Give one of: ${meant.map((fn) => exactWord(fn, functions)).join(", ")}`;
  throw new UserError([{ cause, remedy }]);
}

function wordsOf({ part, consumer }: ConfiguredFunction): string[] {
  const words = [part, PARTS[part].word];
  return [...words, ...words.map((word) => `${consumer}/${word}`)];
}

/** The function's name if it is unique. Two accounts can each have a function with the same name. */
function exactWord(fn: ConfiguredFunction, functions: readonly ConfiguredFunction[]): string {
  const namesakes = functions.filter(({ config }) => config.name === fn.config.name);
  return namesakes.length === 1 ? fn.config.name : `${fn.consumer}/${PARTS[fn.part].word}`;
}

function notFound(environment: string, word: string, functions: readonly ConfiguredFunction[]): UserError {
  const known = functions.map((fn) => exactWord(fn, functions));
  const missing = Object.entries(PARTS).find(([part, names]) => word === part || word === names.word);
  if (missing === undefined) {
    const cause = `The environment "${environment}" has no function ${word}`;
    return new UserError([{ cause, remedy: oneOf(word, [...known, ...wordsThatWork(functions)]) }]);
  }
  const [part, { key }] = missing;
  const cause = `No consumer of the environment "${environment}" has the function ${part}`;
  const remedy = `Add \`${key}\` to a consumer in its file, choose another environment with --environment, or give one of: ${known.join(", ")}`;
  return new UserError([{ cause, remedy }]);
}

/** Short words that match exactly one function. */
function wordsThatWork(functions: readonly ConfiguredFunction[]): string[] {
  const words = functions.map(({ part }) => PARTS[part].word);
  return words.filter((word) => words.indexOf(word) === words.lastIndexOf(word));
}
