import { error, type Path, type Problem, warning } from "../problem";
import { oneOf } from "../suggest";

/** Type of a value in a record. DynamoDB writes numbers as strings: `{ N: "1" }`. */
export type LeafType = "string" | "number" | "boolean";

const OPERATORS: Readonly<Record<string, { accepts: (operand: unknown) => boolean; operand: string }>> = {
  prefix: { accepts: isText, operand: "a string" },
  suffix: { accepts: isText, operand: "a string" },
  "equals-ignore-case": { accepts: isText, operand: "a string" },
  exists: { accepts: (operand) => typeof operand === "boolean", operand: "true or false" },
  "anything-but": { accepts: isExclusion, operand: "a string, a number, a list of them, or { prefix: … }" },
  numeric: { accepts: isNumericRange, operand: 'a comparison such as [">", 0] or [">=", 0, "<", 10]' },
};

/** Checks the end of a filter: a list of values and operators. */
export function checkRules(path: Path, rules: unknown, type: LeafType): Problem[] {
  if (!Array.isArray(rules)) {
    return [
      error(path, "the rules of a filter must be a list", `Put it in brackets: [${JSON.stringify(rules)}]`),
    ];
  }
  if (rules.length === 0)
    return [error(path, "the list of rules is empty, which Lambda rejects", "Add a value")];
  return rules.flatMap((rule: unknown, place) => checkRule([...path, place], rule, type));
}

function checkRule(path: Path, rule: unknown, type: LeafType): Problem[] {
  if (rule === null) return [];
  if (typeof rule === "object") return checkOperator(path, rule, type);
  if (typeof rule === "number" && !Number.isFinite(rule)) {
    return [error(path, `${rule} is not a number in JSON`, "Use a finite number")];
  }
  return typeof rule === type ? [] : [neverMatches(path, rule, type)];
}

function neverMatches(path: Path, rule: unknown, type: LeafType): Problem {
  const remedy = type === "string" ? `Put it in quotes: "${String(rule)}"` : `Use a ${type}`;
  return warning(path, `${String(rule)} never matches, because records hold a ${type} here`, remedy);
}

function checkOperator(path: Path, rule: object, type: LeafType): Problem[] {
  const [[name, operand] = ["", undefined], ...others]: [string, unknown][] = Object.entries(rule);
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator === undefined || others.length > 0) {
    const remedy = oneOf(name, Object.keys(OPERATORS), "Use one of these operators");
    return [error(path, "is neither a value nor an operator that Lambda supports", remedy)];
  }
  if (!operator.accepts(operand)) {
    return [error([...path, name], "is not a valid operand for this operator", `Use ${operator.operand}`)];
  }
  if (name !== "numeric" || type === "number") return [];
  const cause = "never matches, because stream records hold numbers as strings";
  return [warning([...path, name], cause, "List the values as strings, or compare in the function")];
}

function isText(operand: unknown): boolean {
  return typeof operand === "string";
}

/** Values to exclude, or one nested operator, as EventBridge's pattern language has them. */
function isExclusion(operand: unknown): boolean {
  if (Array.isArray(operand)) return operand.length > 0 && operand.every(isValue);
  if (typeof operand !== "object" || operand === null) return isValue(operand);
  const entries = Object.entries(operand);
  return (
    entries.length === 1 && entries.every(([name, text]) => /^(prefix|suffix)$/.test(name) && isText(text))
  );
}

function isValue(operand: unknown): boolean {
  return isText(operand) || Number.isFinite(operand);
}

/** One comparison, or a lower and an upper bound. */
function isNumericRange(operand: unknown): boolean {
  if (!Array.isArray(operand)) return false;
  const [operator, bound, upperOperator, upperBound] = operand;
  if (!Number.isFinite(bound)) return false;
  if (operand.length === 2) return /^(=|<|<=|>|>=)$/.test(operator);
  if (operand.length !== 4 || !Number.isFinite(upperBound)) return false;
  return /^>=?$/.test(operator) && /^<=?$/.test(upperOperator) && bound < upperBound;
}
