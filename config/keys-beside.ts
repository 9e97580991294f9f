import { isGroup } from "./group";
import { error, type Problem } from "./problem";
import type { environmentSchema } from "./schema";
import { account } from "./schemas/account";
import { consumer } from "./schemas/consumer";
import { source } from "./schemas/source";

/** The parts that hold entries by names of the user's choice, and the keys that an entry may have. */
const ENTRY_KEYS: Readonly<Record<string, readonly string[]>> = {
  accounts: Object.keys(account.shape),
  sources: Object.keys(source.shape),
  consumers: Object.keys(consumer.shape),
} satisfies Partial<Record<keyof typeof environmentSchema.shape, readonly string[]>>;

/**
 * Entries whose keys stand beside them instead of below, because one line or the others have the wrong indentation.
 * Every key would be a problem of its own otherwise.
 * @returns one problem for each such entry; none if the file has no such entry
 */
export function keysBeside(content: unknown): Problem[] {
  if (!isGroup(content)) return [];
  return Object.entries(ENTRY_KEYS).flatMap(([part, keys]) => {
    const entries = content[part];
    if (!isGroup(entries)) return [];
    const beside = Object.keys(entries).filter((name) => keys.includes(name));
    const [empty] = Object.keys(entries).filter((name) => entries[name] === null);
    if (empty === undefined || beside.length === 0 || beside.includes(empty)) return [];
    const cause = `is empty, and its keys (${beside.join(", ")}) are beside it instead of below it`;
    return [error([part, empty], cause, `Indent them two spaces further than \`${empty}\``)];
  });
}
