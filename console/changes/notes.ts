import type { Happening } from "../live/happening";
import type { Step } from "./change";

/** What is to be noted of one record. */
export interface Notes {
  readonly step: Step;
  readonly requestId?: string;
}

/** What happened to each record of a batch, by its sequence number. */
export function notesOf(happening: Happening): [sequenceNumber: string, notes: Notes][] {
  const { at } = happening;
  switch (happening.kind) {
    case "invoked":
      return happening.sequenceNumbers.map((number) => [number, { step: { name: "invoked", at } }]);
    case "returned":
      return happening.sequenceNumbers.map((number, index) => [number, returned(happening, index)]);
    case "discarded": {
      const { condition, destination } = happening;
      const text = `${condition}: ${destination === null ? "lost, no destination took it" : "in the failure destination"}`;
      return happening.sequenceNumbers.map((number) => [number, { step: { name: "discarded", at, text } }]);
    }
    default:
      return [];
  }
}

function returned(happening: Extract<Happening, { kind: "returned" }>, index: number): Notes {
  const { at, handled, result, requestId } = happening;
  const request = requestId === undefined ? {} : { requestId };
  if (index < handled) return { step: { name: "handled", at }, ...request };
  // AWS's result is OK after a partial failure, whatever becomes of its records.
  const text = result === "OK" ? "the function returned it as failed" : result.replace(/^PROBLEM: /, "");
  return { step: { name: "failed", at, text }, ...request };
}
