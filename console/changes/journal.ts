import { reasonOf } from "../../errors/reason-of";
import { keysText } from "../keys-text";
import type { Happening } from "../live/happening";
import type { WireItem } from "../wire";
import type { Change } from "./change";
import { type Notes, notesOf } from "./notes";
import { sameKeys } from "./same-keys";

/** Changes that are kept; the oldest go first. */
const KEPT = 50;

/** The mapping that something happened in, as the page calls it. */
export interface MappingRef {
  readonly id: string;
  readonly tableId: string;
  readonly functionId: string;
}

/** The newest changes of items, and how far each has come. */
export class ChangeJournal {
  private changes: Change[] = [];
  private lastId = 0;

  /** @param changed is called with each change that is new or has come further */
  constructor(private readonly changed: (change: Change) => void = () => {}) {}

  /** The newest changes, oldest first. */
  all(): readonly Change[] {
    return this.changes;
  }

  /** Notes a change that is about to be made here. @returns its ID */
  begin(tableId: string, operation: string, keys: WireItem): number {
    return this.add({ tableId, operation, keys, at: Date.now(), own: true, state: "asked for" });
  }

  /**
   * Makes a change and notes what came of it.
   * @param make resolves to whether the table is other than before
   * @throws Error of `make`
   */
  async follow(id: number, make: () => Promise<boolean>): Promise<void> {
    try {
      const state = (await make()) ? "written" : "unchanged";
      this.update(id, (change) => ({ ...change, state }));
    } catch (error) {
      this.update(id, (change) => ({ ...change, state: "refused", reason: reasonOf(error) }));
      throw error;
    }
  }

  /** Notes what a mapping did. */
  note(mapping: MappingRef, happening: Happening): void {
    if (happening.kind === "read") {
      for (const record of happening.records.slice(-KEPT)) {
        const { operation, keys } = { operation: record.eventName ?? "changed", keys: record.keys };
        const id =
          this.changeOf(mapping, record.sequenceNumber, keys) ??
          this.seen(mapping, operation, keys, happening.at);
        this.mark(id, mapping, record.sequenceNumber, {
          step: { name: record.goesOn ? "read" : "filtered out", at: happening.at },
        });
      }
      return;
    }
    for (const [sequenceNumber, notes] of notesOf(happening)) {
      const known = this.changes.find((change) => hasNumber(change, mapping.tableId, sequenceNumber));
      if (known) this.mark(known.id, mapping, sequenceNumber, notes);
    }
  }

  /** The change that a record is about: known by its number from another mapping, or asked for here. */
  private changeOf(mapping: MappingRef, sequenceNumber: string, keys: WireItem): number | undefined {
    const known = this.changes.find((change) => hasNumber(change, mapping.tableId, sequenceNumber));
    if (known) return known.id;
    return this.changes.find(
      ({ tableId, own, state, journeys, keys: others }) =>
        own &&
        (state === "asked for" || state === "written") &&
        journeys.length === 0 &&
        tableId === mapping.tableId &&
        sameKeys(keys, others),
    )?.id;
  }

  private seen({ tableId }: MappingRef, operation: string, keys: WireItem, at: number): number {
    return this.add({ tableId, operation, keys, at, own: false, state: "written" });
  }

  private add(change: Omit<Change, "id" | "label" | "journeys">): number {
    this.lastId += 1;
    const added = { ...change, id: this.lastId, label: keysText(change.keys), journeys: [] };
    this.changes = [...this.changes, added].slice(-KEPT);
    this.changed(added);
    return added.id;
  }

  private mark(
    id: number,
    { id: mappingId, functionId }: MappingRef,
    sequenceNumber: string,
    notes: Notes,
  ): void {
    this.update(id, (change) => {
      const { step, requestId } = notes;
      const fresh = { mappingId, functionId, sequenceNumber, steps: [], invocations: 0 };
      const journey = change.journeys.find((one) => one.mappingId === mappingId) ?? fresh;
      const further = {
        ...journey,
        steps: [...journey.steps.filter(({ name }) => name !== step.name), step],
        invocations: journey.invocations + (step.name === "invoked" ? 1 : 0),
        ...(requestId !== undefined && { requestId }),
      };
      const others = change.journeys.filter((one) => one.mappingId !== mappingId);
      return { ...change, journeys: [...others, further] };
    });
  }

  private update(id: number, further: (change: Change) => Change): void {
    this.changes = this.changes.map((change) => {
      if (change.id !== id) return change;
      const updated = further(change);
      this.changed(updated);
      return updated;
    });
  }
}

function hasNumber({ tableId, journeys }: Change, table: string, sequenceNumber: string): boolean {
  return tableId === table && journeys.some((journey) => journey.sequenceNumber === sequenceNumber);
}
