import { AnswerItems, ItemTooLargeError } from "../../../../lambda-src/reader-api/answer-items";
import type { Page, PageRequest } from "../../../../lambda-src/reader-api/fetch-page";
import type { Position } from "../../../../lambda-src/reader-api/position";
import { type ScanParts, scan } from "../../../../lambda-src/reader-api/scan";

const MEGABYTE = 1_000_000;

const itemOf = (id: string) => ({ id: { S: id } });
const pageOf = (ids: readonly string[], next: Position = "end"): Page => ({ items: ids.map(itemOf), next });

/** Scans pages that are given in the order in which they are asked for. */
async function run(
  from: readonly Position[],
  pages: readonly Page[],
  options: { maxItems?: number; maxBytes?: number; hasTime?: ScanParts["hasTime"] } = {},
) {
  const { maxItems = 100, maxBytes = MEGABYTE, hasTime = () => true } = options;
  const requests: PageRequest[] = [];
  const answer = new AnswerItems(maxItems, maxBytes);
  const positions = await scan(from, {
    fetchPage: async (request) => pages[requests.push(request) - 1] ?? pageOf([]),
    answer,
    keyAttributes: ["id"],
    hidden: new Set(),
    hasTime,
  });
  return { positions, requests, ids: JSON.parse(answer.toJson()).map(({ id }: { id: string }) => id) };
}

/** Scans pages after which a call fails. */
async function runUntil(pages: readonly Page[], name: string, more: object) {
  const answer = new AnswerItems(100, MEGABYTE);
  const left = [...pages];
  const positions = await scan(["start"], {
    fetchPage: async () => left.shift() ?? Promise.reject(Object.assign(new Error(name), { name }, more)),
    answer,
    keyAttributes: ["id"],
    hidden: new Set(),
    hasTime: () => true,
  });
  return { positions, ids: JSON.parse(answer.toJson()).map(({ id }: { id: string }) => id) };
}

describe("scan", () => {
  test("follows one segment to its end, empty pages included", async () => {
    // Act
    const { positions, requests, ids } = await run(
      ["start"],
      [pageOf(["a"], itemOf("a")), pageOf([], itemOf("b")), pageOf(["c"])],
    );
    // Assess
    expect(positions).toEqual(["end"]);
    expect(ids).toEqual(["a", "c"]);
    expect(requests.map(({ position }) => position)).toEqual(["start", itemOf("a"), itemOf("b")]);
  });

  test("asks all segments that are not at their end, and takes their items in order", async () => {
    // Act
    const { positions, requests, ids } = await run(
      ["end", "start", itemOf("m")],
      [pageOf(["a"], itemOf("a")), pageOf(["n"]), pageOf(["b"])],
    );
    // Assess
    expect(positions).toEqual(["end", "end", "end"]);
    expect(ids).toEqual(["a", "n", "b"]);
    expect(requests).toEqual([
      { segment: 1, position: "start", limit: 50 },
      { segment: 2, position: itemOf("m"), limit: 50 },
      { segment: 1, position: itemOf("a"), limit: 98 },
    ]);
  });

  test.each([
    ["ProvisionedThroughputExceededException", {}],
    ["ThrottlingException", {}],
    ["TimeoutError", {}],
    ["AbortError", {}],
    ["SomethingNew", { $metadata: { httpStatusCode: 503 } }],
  ])("ends where it is after %s, if it has items", async (name, more) => {
    // Act
    const { positions, ids } = await runUntil([pageOf(["a"], itemOf("a"))], name, more);
    // Assess
    expect([positions, ids]).toEqual([[itemOf("a")], ["a"]]);
  });

  test.each([
    ["a throttled call before there are items", [], "ThrottlingException"],
    ["a refusal", [pageOf(["a"], itemOf("a"))], "AccessDeniedException"],
  ])("%s is an error", async (_, pages, name) => {
    await expect(runUntil(pages, name, { $metadata: { httpStatusCode: 400 } })).rejects.toThrow(name);
  });

  test("writes a page when it arrives, and does not keep its items until the pages before it are there", async () => {
    // Prepare: the first segment's page comes after the second's item was read.
    let release = () => {};
    const wasRead = new Promise<void>((resolve) => {
      release = resolve;
    });
    const watched = Object.defineProperty({ id: { S: "b" } }, "name", {
      enumerable: true,
      get: () => {
        release();
        return { S: "read" };
      },
    });
    const answer = new AnswerItems(10, MEGABYTE);
    // Act
    const positions = await scan(["start", "start"], {
      fetchPage: async ({ segment }) => {
        if (segment === 1) return { items: [watched], next: "end" };
        await wasRead;
        return pageOf(["a"]);
      },
      answer,
      keyAttributes: ["id"],
      hidden: new Set(),
      hasTime: () => true,
    });
    // Assess
    expect(positions).toEqual(["end", "end"]);
    expect(answer.toJson()).toBe('[{"id":"a"},{"id":"b","name":"read"}]');
  });

  test("asks the segments of a round at the same time", async () => {
    // Prepare: no page comes before both are asked for.
    let release = () => {};
    const bothAsked = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    // Act
    const positions = await scan(["start", "start"], {
      fetchPage: async () => {
        asked += 1;
        if (asked === 2) release();
        await bothAsked;
        return pageOf([]);
      },
      answer: new AnswerItems(10, MEGABYTE),
      keyAttributes: ["id"],
      hidden: new Set(),
      hasTime: () => true,
    });
    // Assess
    expect(positions).toEqual(["end", "end"]);
  });

  test("shares what room there is for items among the segments", async () => {
    // Act
    const { requests } = await run(["start", "start", "start"], [], { maxItems: 8 });
    // Assess
    expect(requests.map(({ limit }) => limit)).toEqual([3, 3, 2]);
  });

  test("asks no more segments than there is room for items, and stops when there is none", async () => {
    // Act
    const { positions, requests, ids } = await run(
      ["start", "start", "start"],
      [pageOf(["a"], itemOf("a")), pageOf(["m"], itemOf("m"))],
      { maxItems: 2 },
    );
    // Assess
    expect(requests).toHaveLength(2);
    expect(ids).toEqual(["a", "m"]);
    expect(positions).toEqual([itemOf("a"), itemOf("m"), "start"]);
  });

  test("goes on after the last item for whose bytes there was room; later segments stay where they were", async () => {
    // Prepare: {"id":"a"} takes 14 bytes within JSON, and a comma.
    const pages = [pageOf(["a"]), pageOf(["k", "l", "m"]), pageOf(["x"])];
    // Act
    const { positions, ids } = await run(["start", "start", itemOf("w")], pages, { maxBytes: 3 * 15 });
    // Assess
    expect(ids).toEqual(["a", "k", "l"]);
    expect(positions).toEqual(["end", itemOf("l"), itemOf("w")]);
  });

  test("stays where it was if there is room for no item of a page", async () => {
    // Act
    const { positions, ids } = await run(["start", itemOf("k")], [pageOf(["a"]), pageOf(["l"])], {
      maxBytes: 15,
    });
    // Assess
    expect(ids).toEqual(["a"]);
    expect(positions).toEqual(["end", itemOf("k")]);
  });

  test("asks for no more items than will likely find room", async () => {
    // Prepare
    const ids = Array.from({ length: 300 }, (_, index) => String(100 + index));
    // Act
    const { requests } = await run(["start"], [pageOf(ids, itemOf("399")), pageOf([])], {
      maxItems: 10_000,
      maxBytes: 500 * 17,
    });
    // Assess
    expect(requests.map(({ limit }) => limit)).toEqual([10_000, 200]);
  });

  test("asks for 100 all the same where few will likely find room: they may be smaller", async () => {
    // Act
    const { requests } = await run(["start"], [pageOf(["a"], itemOf("a")), pageOf([])], {
      maxItems: 1_000,
      maxBytes: 3 * 15,
    });
    // Assess
    expect(requests.map(({ limit }) => limit)).toEqual([1_000, 100]);
  });

  test("refuses an item for which no answer has room", async () => {
    await expect(run(["start"], [pageOf(["x".repeat(100)])], { maxBytes: 50 })).rejects.toThrow(
      new ItemTooLargeError(114, 50),
    );
  });

  test("begins no round without time, except the first", async () => {
    // Act
    const { positions, ids } = await run(["start"], [pageOf(["a"], itemOf("a"))], { hasTime: () => false });
    // Assess
    expect(ids).toEqual(["a"]);
    expect(positions).toEqual([itemOf("a")]);
  });

  test("fails if a page does", async () => {
    // Prepare
    const problem = new RangeError("not today");
    // Act
    const scanning = scan(["start", "start"], {
      fetchPage: async ({ segment }) => (segment === 1 ? Promise.reject(problem) : pageOf([])),
      answer: new AnswerItems(10, MEGABYTE),
      keyAttributes: ["id"],
      hidden: new Set(),
      hasTime: () => true,
    });
    // Assess
    await expect(scanning).rejects.toBe(problem);
  });
});
