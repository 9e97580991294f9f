import type { AnswerItems } from "./answer-items";
import type { FetchPage, Page, PageRequest } from "./fetch-page";
import { itemToJson } from "./item-json";
import { keyOf, type Position } from "./position";
import { isPassing } from "./transient-error";

export interface ScanParts {
  readonly fetchPage: FetchPage;
  /** Where the items go. */
  readonly answer: AnswerItems;
  /** Names of the table's key attributes. */
  readonly keyAttributes: readonly string[];
  /** Attributes that are fetched for the positions alone. */
  readonly hidden: ReadonlySet<string>;
  /** Whether there is time for another round. The first one does not ask: each answer gets further. */
  readonly hasTime: () => boolean;
}

/**
 * Scans from the positions on, in rounds: all segments that are not at their end fetch a page at the same time, and
 * the items are taken in the order of the segments. Ends when all is read, or room or time has run out, or when
 * DynamoDB throttles or does not answer after items were read.
 * @returns the positions after the items taken: those of a page that did not find room lie after them
 */
export async function scan(from: readonly Position[], parts: ScanParts): Promise<Position[]> {
  const { fetchPage, answer, hasTime } = parts;
  const positions = [...from];
  do {
    const round = planRound(positions, answer.itemsToAskFor);
    const fetched = await Promise.all(
      round.map(async (request) => ({ request, page: await fetchPage(request) })),
    ).catch((error: unknown) => {
      // What is read gets out, and its token goes on from there: begun anew, it would be paid for again.
      if (answer.count > 0 && isPassing(error)) return undefined;
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

/** Shares the items to ask for among the segments, so that together they never bring more than there is room for. */
function planRound(positions: readonly Position[], items: number): PageRequest[] {
  const open = positions.flatMap((position, segment) => (position === "end" ? [] : [{ segment, position }]));
  const asked = open.slice(0, items);
  const share = Math.floor(items / asked.length);
  const rest = items % asked.length;
  return asked.map((request, index) => ({ ...request, limit: share + (index < rest ? 1 : 0) }));
}

/** Takes the items of a page for which there is room, and says where the segment goes on after them. */
function takePage({ items, next }: Page, before: Position, { answer, keyAttributes, hidden }: ScanParts) {
  let position = before;
  for (const item of items) {
    if (!answer.take(itemToJson(item, hidden))) return { position, isCut: true };
    position = keyOf(item, keyAttributes);
  }
  return { position: next, isCut: false };
}
