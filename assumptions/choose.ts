import { type Assumption, isTried, type Tried } from "./assumption";
import { AssumptionsError } from "./assumptions-error";
import { ASSUMPTIONS } from "./list";

/**
 * The assumptions with these IDs, in the order of the list.
 * @param ids such as `A1` @default all
 * @throws AssumptionsError if some are unknown; it names them all
 */
export function chooseAssumptions(ids?: readonly string[]): readonly Assumption[] {
  if (ids === undefined) return ASSUMPTIONS;
  const known = ASSUMPTIONS.map(({ id }) => id);
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    const cause = `docs/assumptions.md has no ${unknown.join(", ")}`;
    throw new AssumptionsError([{ cause, remedy: `Use IDs of ${known.join(", ")}` }]);
  }
  return ASSUMPTIONS.filter(({ id }) => ids.includes(id));
}

/**
 * Those that the command tries.
 * @throws AssumptionsError if there are none, with the reasons
 */
export function triedOnes(chosen: readonly Assumption[]): Tried[] {
  const tried = chosen.filter(isTried);
  if (tried.length > 0) return tried;
  const reasons = chosen.map(({ id, trial }) => ({ place: id, cause: String(trial) }));
  throw new AssumptionsError(reasons, "Nothing to try; docs/assumptions.md says how to do it by hand:");
}
