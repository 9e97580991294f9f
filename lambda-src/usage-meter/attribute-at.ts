import type { AttributeValue } from "aws-lambda";

type Image = Readonly<Record<string, AttributeValue>>;

/** The attribute at a path through maps; undefined if it, or a map on the way, is not there. */
export function attributeAt(image: Image | undefined, path: readonly string[]): AttributeValue | undefined {
  let level = image;
  let found: AttributeValue | undefined;
  for (const name of path) {
    if (level === undefined || !Object.hasOwn(level, name)) return undefined;
    found = level[name];
    level = found?.M;
  }
  return found;
}
