import { type ConfiguredFunction, type FunctionPart, functionsOf } from "../../config/functions";
import type { LoadedEnvironment } from "../../config/load-environment";
import { oneOf } from "../../config/suggest";
import { SandboxError } from "../../sandbox/sandbox-error";

/** The word by which a part is called, and the key of the environment file that brings it. */
const PARTS: Readonly<Record<FunctionPart, { readonly word: string; readonly key: string }>> = {
  "stream-handler": { word: "handler", key: "function" },
  "reader-api": { word: "reader", key: "readerApi" },
  "account-switcher": { word: "switcher", key: "accountSwitcher" },
};

/**
 * The function that a word means: its exact name, or a part (`reader`, `reader-api`) that one consumer alone has. With
 * its consumer's key in front (`orders/reader`) a part is always exact.
 * @throws SandboxError if there is none or more than one; it names those there are
 */
export function findFunction({ environment, name }: LoadedEnvironment, word: string): ConfiguredFunction {
  const functions = functionsOf(environment);
  const named = functions.filter(({ config }) => config.name === word);
  const meant = named.length > 0 ? named : functions.filter((fn) => wordsOf(fn).includes(word));
  const [found] = meant;
  if (found === undefined) throw notFound(name, word, functions);
  if (meant.length === 1) return found;
  throw new SandboxError(
    `"${word}" may be any of ${meant.length} functions of the environment "${name}".`,
    `Give one of: ${meant.map((fn) => exactWord(fn, functions)).join(", ")}.`,
  );
}

function wordsOf({ part, consumer }: ConfiguredFunction): string[] {
  const words = [part, PARTS[part].word];
  return [...words, ...words.map((word) => `${consumer}/${word}`)];
}

/** The name where it is the only one; two accounts may each have a function of that name. */
function exactWord(fn: ConfiguredFunction, functions: readonly ConfiguredFunction[]): string {
  const namesakes = functions.filter(({ config }) => config.name === fn.config.name);
  return namesakes.length === 1 ? fn.config.name : `${fn.consumer}/${PARTS[fn.part].word}`;
}

function notFound(environment: string, word: string, functions: readonly ConfiguredFunction[]): SandboxError {
  const known = functions.map((fn) => exactWord(fn, functions));
  const missing = Object.entries(PARTS).find(([part, names]) => word === part || word === names.word);
  if (missing === undefined) {
    return new SandboxError(
      `The environment "${environment}" has no function ${word}.`,
      `${oneOf(word, [...known, ...wordsThatWork(functions)])}.`,
    );
  }
  const [part, { key }] = missing;
  return new SandboxError(
    `No consumer of the environment "${environment}" has the function ${part}.`,
    `Add \`${key}\` to a consumer of its file, name another environment with --environment, or give one of: ${known.join(", ")}.`,
  );
}

/** Short words that mean one function. */
function wordsThatWork(functions: readonly ConfiguredFunction[]): string[] {
  const words = functions.map(({ part }) => PARTS[part].word);
  return words.filter((word) => words.indexOf(word) === words.lastIndexOf(word));
}
