import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { BadRequestError } from "./bad-request-error";
import { JSON_NUMBER } from "./item-json";
import { keyOf, type Position } from "./position";

/** Increased when the format changes, so that an old token is rejected and not misread. */
const VERSION = 1;
/** Compact marks for the two positions that are not keys. */
const MARKS = { start: 0, end: 1 } as const;
/**
 * The maximum length of a token, characters. API Gateway accepts 10,240 bytes of request line and headers together
 * (quotas of HTTP APIs); a signature with a session token needs up to 3,000 of them.
 */
export const MAX_TOKEN_LENGTH = 7_168;

/**
 * Writes positions as the text of `nextToken`: base64url of JSON with the version, the names of the key attributes, and
 * for each segment a mark, or the type and value of each key attribute.
 * @throws BadRequestError if the positions of this many segments do not fit
 */
export function writeToken(positions: readonly Position[], keyAttributes: readonly string[]): string {
  const written = positions.map((position) => writePosition(position, keyAttributes));
  const token = Buffer.from(JSON.stringify([VERSION, keyAttributes, written])).toString("base64url");
  if (token.length <= MAX_TOKEN_LENGTH) return token;
  throw new BadRequestError([
    `segments: the positions of ${positions.length} segments do not fit into nextToken. Start again with fewer segments or a larger pageSize.`,
  ]);
}

function writePosition(position: Position, keyAttributes: readonly string[]): unknown {
  if (typeof position === "string") return MARKS[position];
  return Object.values(keyOf(position, keyAttributes)).map(writeKeyValue);
}

function writeKeyValue({ S, N, B }: AttributeValue): [type: string, text: string] {
  if (S !== undefined) return ["S", S];
  if (N !== undefined) return ["N", N];
  return ["B", Buffer.from(B ?? []).toString("base64")];
}

/**
 * Reads a token.
 * @throws BadRequestError if `writeToken` did not write it for a table with this key
 */
export function readToken(token: string, keyAttributes: readonly string[]): Position[] {
  const [version, names, written, ...more] = asArray(parseBase64Json(token));
  const positions = asArray(written).map((position) => readPosition(position, keyAttributes));
  const isOurs = version === VERSION && JSON.stringify(names) === JSON.stringify(keyAttributes);
  const goesOn = positions.some((position) => position !== "end");
  return isOurs && goesOn && more.length === 0 ? positions : refuse();
}

function readPosition(written: unknown, keyAttributes: readonly string[]): Position {
  if (written === MARKS.start) return "start";
  if (written === MARKS.end) return "end";
  const values = asArray(written);
  if (values.length !== keyAttributes.length) return refuse();
  return Object.fromEntries(keyAttributes.map((name, index) => [name, readKeyValue(values[index])]));
}

function readKeyValue(written: unknown): AttributeValue {
  const [type, text, ...more] = asArray(written);
  if (typeof text !== "string" || text === "" || more.length > 0) return refuse();
  if (type === "S") return { S: text };
  if (type === "N" && JSON_NUMBER.test(text)) return { N: text };
  return type === "B" ? { B: decode(text, "base64") } : refuse();
}

function parseBase64Json(token: string): unknown {
  const json = decode(token, "base64url").toString();
  try {
    return JSON.parse(json);
  } catch {
    return refuse();
  }
}

/** Node.js ignores invalid characters when it decodes base64. Only valid text stays the same when encoded again. */
function decode(text: string, encoding: "base64" | "base64url"): Buffer {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : refuse();
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : refuse();
}

/** One message for all problems of a token: callers return tokens, they need not understand them. */
export function refuse(): never {
  throw new BadRequestError(["nextToken was not issued by this API for this table. Start again without it."]);
}
