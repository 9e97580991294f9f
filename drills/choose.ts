import type { Drill } from "./drill";
import { DrillError } from "./drill-error";
import { DRILLS } from "./list";

/**
 * The drills of these names, in the order of the list.
 * @param names all drills if there are none
 * @throws DrillError that lists every name that is no drill's
 */
export function chooseDrills(names: readonly string[]): readonly Drill[] {
  if (names.length === 0) return DRILLS;
  const unknown = names.filter((name) => !DRILLS.some((drill) => drill.name === name));
  if (unknown.length > 0) {
    throw new DrillError(
      unknown.map((name) => ({ cause: `There is no drill ${name}` })),
      `Use names that \`npm run drills -- --list\` prints:`,
    );
  }
  return DRILLS.filter(({ name }) => names.includes(name));
}
