import { isPlainObject } from "../model/plain-object";

/** Says whether one leaf of a record passes; a missing leaf arrives as undefined. */
export type ValueTest = (value: unknown) => boolean;

type Literal = string | number | boolean | null;

const isLiteral = (value: unknown): value is Literal => value === null || typeof value !== "object";
const isText = (value: unknown): value is string => typeof value === "string";
const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * Compiles one element of a pattern's list: a literal or an operator object.
 * Comparison rules: Lambda Developer Guide, "Filter rule syntax", which is EventBridge's.
 * @returns undefined when the element is malformed
 */
export function valueTest(element: unknown): ValueTest | undefined {
  if (isLiteral(element)) return (value) => value === element;
  if (!isPlainObject(element)) return undefined;
  const entries = Object.entries(element);
  const [entry] = entries;
  if (!entry || entries.length !== 1) return undefined;
  const [operator, operand] = entry;
  return OPERATORS[operator]?.(operand);
}

const OPERATORS: Record<string, (operand: unknown) => ValueTest | undefined> = {
  prefix: (operand) => affix(operand, (value, part) => value.startsWith(part)),
  suffix: (operand) => affix(operand, (value, part) => value.endsWith(part)),
  "equals-ignore-case": (operand) =>
    isText(operand) ? (value) => isText(value) && sameText(value, operand) : undefined,
  exists: (operand) =>
    typeof operand === "boolean" ? (value) => (value !== undefined) === operand : undefined,
  numeric: numericTest,
  "anything-but": anythingBut,
  wildcard: wildcardTest,
};

/** A prefix or suffix is a text, or `{"equals-ignore-case": text}`. */
function affix(operand: unknown, holds: (value: string, part: string) => boolean): ValueTest | undefined {
  if (isText(operand)) return (value) => isText(value) && holds(value, operand);
  const part = isPlainObject(operand) ? operand["equals-ignore-case"] : undefined;
  if (!isText(part) || Object.keys(operand as object).length !== 1) return undefined;
  return (value) => isText(value) && holds(value.toLowerCase(), part.toLowerCase());
}

const COMPARISONS: Record<string, (value: number, bound: number) => boolean> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** `["=", 5]` or `[">", 0, "<=", 5]`; a DynamoDB number is a text on the wire and never passes. */
function numericTest(operand: unknown): ValueTest | undefined {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length > 4 || operand.length % 2 !== 0) {
    return undefined;
  }
  const bounds: ValueTest[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = COMPARISONS[String(operand[index])];
    const bound: unknown = operand[index + 1];
    if (!compare || typeof bound !== "number") return undefined;
    bounds.push((value) => typeof value === "number" && compare(value, bound));
  }
  return (value) => bounds.every((holds) => holds(value));
}

/** The leaf is there and none of the operands describes it. */
function anythingBut(operand: unknown): ValueTest | undefined {
  const unwanted = unwantedTest(operand);
  return unwanted && ((value) => value !== undefined && !unwanted(value));
}

function unwantedTest(operand: unknown): ValueTest | undefined {
  if (Array.isArray(operand)) return unwantedList(operand);
  if (isLiteral(operand)) return operand === null ? undefined : (value) => value === operand;
  if (!isPlainObject(operand)) return undefined;
  const [entry, ...rest] = Object.entries(operand);
  return entry && rest.length === 0 ? unwantedText(...entry) : undefined;
}

function unwantedList(operand: readonly unknown[]): ValueTest | undefined {
  const comparable = operand.every((item) => isText(item) || typeof item === "number");
  return operand.length > 0 && comparable ? (value) => operand.some((item) => item === value) : undefined;
}

/** `{"prefix": "a"}` and the like, or a list of parts. */
function unwantedText(operator: string, parts: unknown): ValueTest | undefined {
  if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator)) return undefined;
  const tests = [parts].flat().map((part) => OPERATORS[operator]?.(part));
  if (tests.length === 0 || tests.some((test) => !test)) return undefined;
  return (value) => tests.some((test) => test?.(value));
}

/** `*` stands for any run of characters; two in a row are refused, as EventBridge does. */
function wildcardTest(operand: unknown): ValueTest | undefined {
  if (!isText(operand) || operand.includes("**")) return undefined;
  const source = operand
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\s\\S]*");
  const pattern = new RegExp(`^${source}$`);
  return (value) => isText(value) && pattern.test(value);
}
