import type { PlannedMoves } from "./plan-moves";
import { addressOf, type State } from "./state";

/** What stays in the state of a stack that the file does not have any more: no deployment looks after it. */
export interface Left {
  readonly stack: string;
  /** Addresses, sorted. */
  readonly addresses: readonly string[];
}

/**
 * What the states of former stacks hold when everything has moved: composite alarms, which are named after their stack,
 * and mappings of tenants that the file does not have any more.
 * @param states by stack, before anything moves
 * @param former names of the stacks that the file does not have any more
 */
export function leftBehind(
  states: ReadonlyMap<string, State | undefined>,
  { given }: Pick<PlannedMoves, "given">,
  former: readonly string[],
): Left[] {
  return former.flatMap((stack) => {
    const { resources = [] } = given.get(stack) ?? states.get(stack) ?? {};
    const addresses = resources.filter(({ mode }) => mode === "managed").map(addressOf);
    return addresses.length === 0 ? [] : [{ stack, addresses: addresses.sort() }];
  });
}
