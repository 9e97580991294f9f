import { isPlainObject } from "../model/plain-object";
import { type ValueTest, valueTest } from "./value-tests";

/** Says whether a record passes. */
export type RecordTest = (record: unknown) => boolean;

/**
 * Compiles a filter pattern.
 * @param pattern JSON text of FilterCriteria's `Pattern`
 * @returns undefined when the pattern is malformed
 */
export function parsePattern(pattern: string): RecordTest | undefined {
  try {
    return objectTest(JSON.parse(pattern));
  } catch {
    return undefined;
  }
}

/** One test for all patterns of a mapping: a record passes when one of them matches; no pattern lets all pass. */
export function anyOf(patterns: readonly string[]): RecordTest {
  const tests = patterns.map(parsePattern).filter((test) => test !== undefined);
  return tests.length === 0 ? () => true : (record) => tests.some((test) => test(record));
}

/** All keys of a pattern object must match. */
function objectTest(node: unknown): RecordTest | undefined {
  if (!isPlainObject(node)) return undefined;
  const tests = Object.entries(node).map(([key, value]) =>
    key === "$or" ? alternatives(value) : memberTest(key, value),
  );
  if (tests.length === 0) return undefined;
  return all(tests);
}

function alternatives(list: unknown): RecordTest | undefined {
  if (!Array.isArray(list) || list.length < 2) return undefined;
  const tests = list.map(objectTest);
  if (tests.some((test) => !test)) return undefined;
  return (record) => tests.some((test) => test?.(record));
}

function memberTest(key: string, node: unknown): RecordTest | undefined {
  if (Array.isArray(node)) {
    const test = leafTest(node);
    return test && ((record) => test(member(record, key)));
  }
  const test = objectTest(node);
  return test && ((record) => elements(member(record, key)).some((element) => test(element ?? {})));
}

/**
 * One of a list's elements must pass. An object in the record is no leaf: to every test, `exists` above all,
 * it is as good as missing (Lambda Developer Guide: exists works on leaf nodes only).
 */
function leafTest(list: readonly unknown[]): ((value: unknown) => boolean) | undefined {
  const tests = list.map(valueTest);
  if (tests.length === 0 || tests.some((test) => !test)) return undefined;
  const known = tests as ValueTest[];
  return (value) => {
    const leaves = elements(value).map((element) => (isPlainObject(element) ? undefined : element));
    return known.some((test) => leaves.some(test));
  };
}

/** A list in the record stands for each of its elements. */
function elements(value: unknown): unknown[] {
  return Array.isArray(value) && value.length > 0 ? value.flat(Number.POSITIVE_INFINITY) : [value];
}

function member(record: unknown, key: string): unknown {
  return isPlainObject(record) ? record[key] : undefined;
}

function all(tests: readonly (RecordTest | undefined)[]): RecordTest | undefined {
  if (tests.some((test) => !test)) return undefined;
  return (record) => tests.every((test) => test?.(record));
}
