import { knownUuids, withOwnDependencies, withOwnUuids } from "./own-parts";
import { ResourceList } from "./resource-list";
import { addressOf, newState, type State, type StateResource } from "./state";

/** What moves from one stack to another. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** Addresses of what moves, sorted. */
  readonly addresses: readonly string[];
}

/** Something that two states hold under one address, and that is not the same. */
export interface Clash {
  readonly address: string;
  readonly stacks: readonly [string, string];
}

/** What is to be moved, and the states on the way; each still has the serial of the state that it replaces. */
export interface PlannedMoves {
  readonly moves: readonly Move[];
  readonly clashes: readonly Clash[];
  /** States of the stacks that get something, with what they give away still in them. */
  readonly gained: ReadonlyMap<string, State>;
  /** States of the stacks that give something away, as they are in the end. */
  readonly given: ReadonlyMap<string, State>;
}

/**
 * Finds what is in the state of one stack and belongs into that of another one. What a move that was interrupted has
 * already copied is only taken out of the state where it was.
 * @param states by stack; undefined for a stack without a state
 * @param homes the stack that each address belongs to
 */
export function planMoves(
  states: ReadonlyMap<string, State | undefined>,
  homes: ReadonlyMap<string, string>,
): PlannedMoves {
  const some = [...states.values()].find((state) => state !== undefined);
  if (some === undefined) return { moves: [], clashes: [], gained: new Map(), given: new Map() };
  const lists = new Map([...states].map(([stack, state]) => [stack, new ResourceList(state)]));
  const moves = new Map<string, { from: string; to: string; addresses: string[] }>();
  const clashes: Clash[] = [];
  for (const { from, to, resource } of misplaced(lists, homes)) {
    const address = addressOf(resource);
    if (!handOver(resource, lists.get(from), lists.get(to))) {
      clashes.push({ address, stacks: [from, to] });
      continue;
    }
    const key = `${from} ${to}`;
    moves.set(key, { from, to, addresses: [...(moves.get(key)?.addresses ?? []), address].sort() });
  }
  const stateOf = stateMaker(states, some);
  const statesOf = (which: (list: ResourceList) => readonly StateResource[] | undefined) =>
    new Map(
      [...lists].flatMap(([stack, list]): [string, State][] => {
        const resources = which(list);
        return resources ? [[stack, stateOf(stack, resources)]] : [];
      }),
    );
  return {
    moves: [...moves.values()],
    clashes,
    gained: statesOf((list) => list.whileMoving()),
    given: statesOf((list) => list.afterwards()),
  };
}

/** What is in another state than the one where it belongs, if both are known. */
function misplaced(lists: ReadonlyMap<string, ResourceList>, homes: ReadonlyMap<string, string>) {
  return [...lists].flatMap(([from, { before }]) =>
    before.flatMap((resource) => {
      const to = homeOf(resource, homes);
      return to === undefined || to === from || !lists.has(to) ? [] : [{ from, to, resource }];
    }),
  );
}

function handOver(resource: StateResource, from?: ResourceList, to?: ResourceList): boolean {
  if (!from || !to?.take(resource)) return false;
  from.given.add(resource);
  return true;
}

/** Makes the new state of a stack out of its resources. */
function stateMaker(states: ReadonlyMap<string, State | undefined>, like: State) {
  const known = knownUuids(states.values());
  return (stack: string, all: readonly StateResource[]): State => {
    const before = states.get(stack) ?? newState(like);
    const resources = withOwnDependencies(all);
    return { ...before, resources, outputs: withOwnUuids(before.outputs, resources, known) };
  };
}

function homeOf(resource: StateResource, homes: ReadonlyMap<string, string>): string | undefined {
  return resource.mode === "managed" && !resource.module ? homes.get(addressOf(resource)) : undefined;
}
