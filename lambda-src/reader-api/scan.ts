import type { AnswerItems } from "./answer-items";
import type { FetchPage, Page, PageRequest } from "./fetch-page";
import { itemToJson } from "./item-json";
import { keyOf, type Position } from "./position";
import { isTransient } from "./transient-error";

export interface ScanParts {
  readonly fetchPage: FetchPage;
  /** Receives the items. */
  readonly answer: AnswerItems;
  /** Names of the table's key attributes. */
  readonly keyAttributes: readonly string[];
  /** Attributes that are fetched only for the positions. */
  readonly hidden: ReadonlySet<string>;
  /** Whether there is time for another round. The first round always runs, so that every answer makes progress. */
  readonly hasTime: () => boolean;
}

/**
 * Scans in rounds, starting from the positions: all segments that are not at their end fetch a page at the same time,
 * and the items are taken in the order of the segments. Ends when everything is read, when space or time runs out, or
 * at a transient error of DynamoDB once items have been read.
 * @returns the positions after the items taken; items of a page that did not fit are read again from there
 */
export async function scan(from: readonly Position[], parts: ScanParts): Promise<Position[]> {
  const { fetchPage, answer, hasTime } = parts;
  const positions = [...from];
  do {
    const round = planRound(positions, answer.itemsToAskFor);
    const fetched = await Promise.all(
      round.map(async (request) => ({ request, page: writtenPage(await fetchPage(request), parts) })),
    ).catch((error: unknown) => {
      // Return what has been read, with a token to continue: reading it again would cost capacity again.
      if (answer.count > 0 && isTransient(error)) return undefined;
      throw error;
    });
    if (fetched === undefined) return positions;
    for (const { request, page } of fetched) {
      const { position, isCut } = takePage(page, request.position, parts);
      positions[request.segment] = position;
      if (isCut) return positions;
    }
  } while (positions.some((position) => position !== "end") && answer.roomForItems > 0 && hasTime());
  return positions;
}

/** Divides the items to ask for among the segments, so that together they never return more than fits. */
function planRound(positions: readonly Position[], items: number): PageRequest[] {
  const open = positions.flatMap((position, segment) => (position === "end" ? [] : [{ segment, position }]));
  const asked = open.slice(0, items);
  const share = Math.floor(items / asked.length);
  const rest = items % asked.length;
  return asked.map((request, index) => ({ ...request, limit: share + (index < rest ? 1 : 0) }));
}

/** A page as it is kept until the pages before it have arrived. */
interface WrittenPage {
  /** Each item as JSON, and the position after it. */
  readonly items: readonly { readonly json: string; readonly after: Position }[];
  readonly next: Position;
}

/** Writes the items at once: in memory an item as the SDK returns it takes many times as much as its JSON. */
function writtenPage({ items, next }: Page, { keyAttributes, hidden }: ScanParts): WrittenPage {
  return {
    items: items.map((item) => ({ json: itemToJson(item, hidden), after: keyOf(item, keyAttributes) })),
    next,
  };
}

/** Takes the items of a page that fit, and tells where the segment continues. */
function takePage({ items, next }: WrittenPage, before: Position, { answer }: ScanParts) {
  let position = before;
  for (const { json, after } of items) {
    if (!answer.take(json)) return { position, isCut: true };
    position = after;
  }
  return { position: next, isCut: false };
}
