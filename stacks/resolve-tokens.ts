import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/**
 * In texts, CDKTF's tokens are `TfToken[…]`, or numbers such as `-1.8881545897087626e+289`. Its stand-in for the values
 * of a map of tokens has the word as well.
 */
const TOKEN_IN_TEXT = /Token|e\+/;

/**
 * A value with its tokens replaced and without what is undefined, as CDKTF resolves it. Parts without tokens are
 * copied, which is several times as fast: nearly everything in a stack is plain.
 * @throws Error of CDKTF if the value is, or has in it, a function or a construct
 */
export function resolveTokens(scope: IConstruct, value: unknown): unknown {
  if (isPlain(value)) return value;
  if (Array.isArray(value) && !value.some(isToken)) {
    return value.map((item) => resolveTokens(scope, item)).filter((item) => item !== undefined);
  }
  if (isPlainObject(value)) return resolveProperties(scope, value);
  return Tokenization.resolve(value, { scope, resolver: RESOLVER, preparing: false });
}

function resolveProperties(scope: IConstruct, value: Readonly<Record<string, unknown>>): unknown {
  const resolved: Record<string, unknown> = {};
  for (const key in value) {
    const property = resolveTokens(scope, value[key]);
    if (property !== undefined) resolved[key] = property;
  }
  return resolved;
}

/** Whether a value can be taken as it is. Tokens among numbers are negative and huge. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return !TOKEN_IN_TEXT.test(value);
    case "number":
      return value >= 0;
    case "boolean":
    case "undefined":
      return true;
    default:
      return value === null;
  }
}

/** An item that stands for a whole list is a text or a number. */
function isToken(item: unknown): boolean {
  return (typeof item === "string" || typeof item === "number") && !isPlain(item);
}

/** An object without a class, that is no token itself and has none among its keys. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  if (Object.getPrototypeOf(value) !== Object.prototype || "resolve" in value) return false;
  for (const key in value) {
    if (TOKEN_IN_TEXT.test(key)) return false;
  }
  return true;
}
