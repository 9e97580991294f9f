/**
 * How the records of an event came here: by the mapping from the stream, or handed over by a command of this project. An
 * event from a stream never has the members `redrive` and `backfill`.
 */
export interface Replay {
  /** Whether `npm run failures` hands over a batch again that had failed. */
  readonly redrive: boolean;
  /** Whether `npm run backfill` hands over items of the table as if they had just been inserted. */
  readonly backfill: boolean;
}

/**
 * Reads the members that `npm run failures` (`"redrive": { "id": … }`) and `npm run backfill` (`"backfill": true`) add.
 * @throws TypeError if one of them is in another form, or both are there: nothing of such an event is handled
 */
export function readReplay(event: object): Replay {
  const { redrive, backfill } = event as { readonly redrive?: unknown; readonly backfill?: unknown };
  if (redrive !== undefined && !isRedrive(redrive)) {
    throw new TypeError('The member "redrive" of the event must be an object with the text "id" alone.');
  }
  if (backfill !== undefined && backfill !== true) {
    throw new TypeError('The member "backfill" of the event must be true.');
  }
  if (redrive !== undefined && backfill !== undefined) {
    throw new TypeError('An event has the member "redrive" or "backfill", never both.');
  }
  return { redrive: redrive !== undefined, backfill: backfill !== undefined };
}

function isRedrive(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { id, ...others } = value as { readonly id?: unknown };
  return typeof id === "string" && id !== "" && Object.keys(others).length === 0;
}
