import { BadRequestError, Problems } from "./bad-request-error";

/** Which attributes DynamoDB sends, and which of them are only needed for the position. */
export interface Projection {
  /** DynamoDB's ProjectionExpression. */
  readonly expression: string;
  /** DynamoDB's ExpressionAttributeNames: the names behind the placeholders. */
  readonly names: Record<string, string>;
  /** Key attributes that the caller did not request. */
  readonly hidden: ReadonlySet<string>;
}

/** `address.city` is `["address", "city"]`, `tags[0]` is `["tags", 0]`. */
type Path = readonly (string | number)[];

/** A limit of this API, not of DynamoDB. */
const MAX_PATHS = 50;
/** DynamoDB Developer Guide, quotas: the depth of a document path and the length of an expression in bytes. */
const MAX_DEPTH = 32;
const MAX_EXPRESSION_LENGTH = 4_096;
const PART = /^([^.[\]]+)((?:\[\d{1,6}\])*)$/;

/**
 * Reads `name,address.city,tags[0]`. Every name becomes a placeholder because DynamoDB reserves hundreds of words.
 * @throws BadRequestError with every problem that DynamoDB would reject: invalid paths, duplicates, overlaps
 */
export function parseProjection(text: string, keyAttributes: readonly string[]): Projection {
  const texts = text.split(",").map((path) => path.trim());
  if (texts.length > MAX_PATHS) throw problem(`has ${texts.length} paths; the maximum is ${MAX_PATHS}.`);

  const problems = new Problems();
  const paths = texts.map((path) => problems.attempt(() => parsePath(path), []));
  problems.throwIfAny();
  for (const [index, path] of paths.entries()) {
    problems.attempt(() => checkAgainst(path, paths.slice(0, index)), undefined);
    problems.attempt(() => checkKey(path, keyAttributes), undefined);
  }
  problems.throwIfAny();

  const hidden = keyAttributes.filter((name) => !paths.some(([first]) => first === name));
  const { expression, names } = toExpression([...paths, ...hidden.map((name) => [name])]);
  if (expression.length > MAX_EXPRESSION_LENGTH) throw problem("is too long: ask for fewer attributes.");
  return { expression, names, hidden: new Set(hidden) };
}

function parsePath(text: string): Path {
  const path = text.split(".").flatMap((part) => {
    const [, name, indexes] = PART.exec(part) ?? [];
    if (name === undefined || indexes === undefined) {
      throw problem(`${quote(text)} is not a path such as name, address.city or tags[0].`);
    }
    return [name, ...Array.from(indexes.matchAll(/\d+/g), ([digits]) => Number(digits))];
  });
  if (path.length <= MAX_DEPTH) return path;
  throw problem(`${quote(text)} has more than ${MAX_DEPTH} levels.`);
}

/** DynamoDB rejects paths that contain each other, and paths that use one value both as a list and as a map. */
function checkAgainst(path: Path, earlier: readonly Path[]): void {
  for (const other of earlier) {
    const fork = path.findIndex((element, depth) => element !== other[depth]);
    const isWithin = fork === -1 || fork === other.length;
    if (isWithin) throw problem(`${show(other)} and ${show(path)} overlap: ask for one of them.`);
    if (typeof path[fork] !== typeof other[fork]) {
      throw problem(`${show(other)} and ${show(path)} use one attribute both as a list and as a map.`);
    }
  }
}

/** Key attributes are always fetched whole for the position, so a part would overlap; and they have no parts. */
function checkKey([first, ...rest]: Path, keyAttributes: readonly string[]): void {
  const isPartOfKey = rest.length > 0 && keyAttributes.some((name) => name === first);
  if (isPartOfKey) throw problem(`${quote(String(first))} is a key attribute and has no parts.`);
}

function toExpression(paths: readonly Path[]): Pick<Projection, "expression" | "names"> {
  const placeholders = new Map<string, string>();
  const placeholderOf = (name: string) => {
    const placeholder = placeholders.get(name) ?? `#n${placeholders.size}`;
    placeholders.set(name, placeholder);
    return placeholder;
  };
  const expression = paths.map((path) => join(path, placeholderOf)).join(",");
  const names = Object.fromEntries(Array.from(placeholders, ([name, placeholder]) => [placeholder, name]));
  return { expression, names };
}

function join(path: Path, write: (name: string) => string): string {
  const parts = path.map((element) => (typeof element === "number" ? `[${element}]` : `.${write(element)}`));
  return parts.join("").slice(1);
}

function show(path: Path): string {
  return quote(join(path, (name) => name));
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function problem(text: string): BadRequestError {
  return new BadRequestError([`projection ${text}`]);
}
