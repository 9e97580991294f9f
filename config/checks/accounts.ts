import { type Draft, entriesOf } from "../draft";
import { type Problem, warning } from "../problem";

/** The same ID under two names works (with two deploy roles, say), but usually a line was copied and not changed. */
export function checkAccounts(draft: Draft): Problem[] {
  const firstWith = new Map<string, string>();
  return entriesOf(draft.accounts).flatMap(([key, { id }]) => {
    if (id === undefined) return [];
    const first = firstWith.get(id);
    if (first === undefined) {
      firstWith.set(id, key);
      return [];
    }
    return [
      warning(
        ["accounts", key, "id"],
        `is also the ID of accounts.${first}`,
        "Check that it was not copied by mistake; an account needs only one entry",
      ),
    ];
  });
}
