import { type Draft, entriesOf } from "../draft";
import { TAG_KEY_CHARACTERS, TAG_VALUE_CHARACTERS, TAGS_PER_RESOURCE } from "../limits";
import { error, type Path, type Problem } from "../problem";

/** AWS General Reference, tag naming limits: letters and digits of any language, spaces, and these. */
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const ALLOWED_REMEDY = "Use only letters, digits, spaces and _ . : / = + - @";

/** Tags that AWS refuses. */
export function checkTags(draft: Draft): Problem[] {
  return entriesOf(draft.accounts).flatMap(([key, { tags }]) => {
    const path = ["accounts", key, "tags"];
    const entries = entriesOf(tags);
    return [
      ...tooMany(path, entries.length),
      ...entries.flatMap(([name, value]) => [
        ...flawedKey([...path, name], name),
        ...flawedValue([...path, name], value),
      ]),
    ];
  });
}

function tooMany(path: Path, count: number): Problem[] {
  const { max } = TAGS_PER_RESOURCE;
  if (count <= max) return [];
  return [error(path, `${count} tags are more than the ${max} that a resource can have`, "Remove some")];
}

function flawedKey(path: Path, name: string): Problem[] {
  if (name.length === 0 || name.length > TAG_KEY_CHARACTERS) {
    return [
      error(path, `tag keys have 1 to ${TAG_KEY_CHARACTERS} characters, not ${name.length}`, "Rename it"),
    ];
  }
  if (/^aws:/i.test(name)) return [error(path, "AWS reserves the prefix aws:", "Use another prefix")];
  if (!ALLOWED.test(name))
    return [error(path, "contains characters that AWS does not allow in tag keys", ALLOWED_REMEDY)];
  return [];
}

function flawedValue(path: Path, value: string): Problem[] {
  if (value.length > TAG_VALUE_CHARACTERS) {
    const cause = `tag values have at most ${TAG_VALUE_CHARACTERS} characters, not ${value.length}`;
    return [error(path, cause, "Shorten it")];
  }
  return ALLOWED.test(value)
    ? []
    : [error(path, `"${value}" contains characters that AWS does not allow in tag values`, ALLOWED_REMEDY)];
}
