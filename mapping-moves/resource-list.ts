import { addressOf, idOf, type State, type StateResource } from "./state";

/** The resources of one state, and what comes and goes. */
export class ResourceList {
  /** What the state holds before anything moves. */
  readonly before: readonly StateResource[];
  /** What of it goes to another state. */
  readonly given = new Set<StateResource>();
  private readonly taken: StateResource[] = [];
  private readonly byAddress: ReadonlyMap<string, StateResource>;

  constructor(state: State | undefined) {
    this.before = state?.resources ?? [];
    const managed = this.before.filter(({ mode }) => mode === "managed");
    this.byAddress = new Map(managed.map((resource) => [addressOf(resource), resource]));
  }

  /**
   * Takes a resource over. One that is there already, because an earlier move was interrupted, is not taken twice.
   * @returns false if another one has its address
   */
  take(resource: StateResource): boolean {
    const there = this.byAddress.get(addressOf(resource));
    if (there) return idOf(there) !== undefined && idOf(there) === idOf(resource);
    this.taken.push(resource);
    return true;
  }

  /** With what came, and what goes still in it; undefined if nothing came. */
  whileMoving(): readonly StateResource[] | undefined {
    return this.taken.length === 0 ? undefined : [...this.before, ...this.taken];
  }

  /** With what came, and without what went; undefined if nothing went. */
  afterwards(): readonly StateResource[] | undefined {
    if (this.given.size === 0) return undefined;
    return [...this.before.filter((resource) => !this.given.has(resource)), ...this.taken];
  }
}
