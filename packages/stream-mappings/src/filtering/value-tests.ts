import { isPlainObject } from "../model/plain-object";

/** Says whether one leaf of a record passes; a missing leaf arrives as undefined. */
export type ValueTest = (value: unknown) => boolean;

type Literal = string | number | boolean | null;

const isLiteral = (value: unknown): value is Literal => value === null || typeof value !== "object";
const isText = (value: unknown): value is string => typeof value === "string";
const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * Compiles one element of a pattern's list: a literal or an operator object. Only what the Lambda Developer Guide lists
 * ("Filter rule syntax") is taken: EventBridge has more, such as wildcards, and no source says that Lambda takes it.
 * @returns undefined when the element is malformed
 */
export function valueTest(element: unknown): ValueTest | undefined {
  if (isLiteral(element)) return (value) => value === element;
  if (!isPlainObject(element)) return undefined;
  const [entry, ...rest] = Object.entries(element);
  if (!entry || rest.length > 0) return undefined;
  return compiled(OPERATORS, ...entry);
}

type Compiler = (operand: unknown) => ValueTest | undefined;

/** @returns undefined for an operator that is not in the list, or whose operand is malformed */
function compiled(operators: Readonly<Record<string, Compiler>>, name: string, operand: unknown) {
  return Object.hasOwn(operators, name) ? operators[name]?.(operand) : undefined;
}

const AFFIXES: Readonly<Record<string, Compiler>> = {
  prefix: (operand) => textTest(operand, (value, part) => value.startsWith(part)),
  suffix: (operand) => textTest(operand, (value, part) => value.endsWith(part)),
};

const OPERATORS: Readonly<Record<string, Compiler>> = {
  ...AFFIXES,
  "equals-ignore-case": (operand) => textTest(operand, sameText),
  exists: (operand) =>
    typeof operand === "boolean" ? (value) => (value !== undefined) === operand : undefined,
  numeric: numericTest,
  "anything-but": anythingBut,
};

function textTest(
  operand: unknown,
  holds: (value: string, operand: string) => boolean,
): ValueTest | undefined {
  return isText(operand) ? (value) => isText(value) && holds(value, operand) : undefined;
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/**
 * One comparison, `["=", 5]`, or a lower and an upper bound, `[">", 0, "<=", 5]`. A DynamoDB number is a text on the wire
 * and never passes.
 */
function numericTest(operand: unknown): ValueTest | undefined {
  if (!Array.isArray(operand)) return undefined;
  const [first, second] = [comparison(operand[0], operand[1]), comparison(operand[2], operand[3])];
  if (operand.length === 2) return first;
  const isRange = /^>=?$/.test(operand[0]) && /^<=?$/.test(operand[2]) && operand[1] < operand[3];
  if (operand.length !== 4 || !isRange || !first || !second) return undefined;
  return (value) => first(value) && second(value);
}

function comparison(operator: unknown, bound: unknown): ValueTest | undefined {
  const name = String(operator);
  const compare = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (!compare || typeof bound !== "number") return undefined;
  return (value) => typeof value === "number" && compare(value, bound);
}

/** The leaf is there and the operand does not describe it: a value, a list of values, or one prefix or suffix. */
function anythingBut(operand: unknown): ValueTest | undefined {
  const unwanted = isPlainObject(operand) ? unwantedAffix(operand) : unwantedValues([operand].flat());
  return unwanted && ((value) => value !== undefined && !unwanted(value));
}

function unwantedValues(operands: readonly unknown[]): ValueTest | undefined {
  const comparable = operands.every((item) => isText(item) || typeof item === "number");
  return operands.length > 0 && comparable ? (value) => operands.some((item) => item === value) : undefined;
}

function unwantedAffix(operand: Record<string, unknown>): ValueTest | undefined {
  const [entry, ...rest] = Object.entries(operand);
  return entry && rest.length === 0 ? compiled(AFFIXES, ...entry) : undefined;
}
