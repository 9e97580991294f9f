import { rmSync } from "node:fs";
import fc from "fast-check";
import { type Content, CROSS_ACCOUNT, edited, sampleConsumer, sampleSource } from "../config/sample";
import { synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const SEED = 20_261_121;

/** Independent pipelines: a source and what reads it. The first two name their stacks; one consumer reads two streams. */
const PIPELINES: readonly { sources: Content; consumers: Content }[] = [
  pipelinesOf(edited(structuredClone(CROSS_ACCOUNT))),
  {
    sources: { orders: ownSource("Orders", "orders-handler", { stack: "orders-table" }) },
    consumers: { "orders-handler": ownConsumer("orders", { stack: "orders-function" }) },
  },
  {
    sources: { returns: ownSource("Returns", "returns-handler") },
    consumers: { "returns-handler": ownConsumer("returns") },
  },
  {
    sources: { carts: ownSource("Carts", "both"), wishes: ownSource("Wishes", "both") },
    consumers: { both: ownConsumer("carts", { mappings: [{ source: "carts" }, { source: "wishes" }] }) },
  },
];

function pipelinesOf({ sources, consumers }: Content) {
  return { sources: sources as Content, consumers: consumers as Content };
}

function ownSource(tableName: string, consumer: string, more: Content = {}): Content {
  return sampleSource({ tableName, readers: [{ consumer }], ...more });
}

function ownConsumer(source: string, more: Content = {}): Content {
  return sampleConsumer(`${source}-function`, { mappings: [{ source }], ...more });
}

/** The JSON of every stack of a file that has these pipelines, in this order. */
function textsOf(pipelines: typeof PIPELINES, reversed = false): Readonly<Record<string, string>> {
  const content = edited({
    sources: merged(pipelines.map(({ sources }) => sources)),
    consumers: merged(pipelines.map(({ consumers }) => consumers)),
  });
  const { texts, outdir } = synthesizeContent(reversed ? swapped(content) : content, folder);
  rmSync(outdir, { recursive: true });
  return texts;
}

function merged(parts: readonly Content[]): Content {
  return Object.assign({}, ...parts);
}

/** The same file with consumers before sources, each in reverse. */
function swapped({ sources, consumers, ...rest }: Content): Content {
  return { ...rest, consumers: inReverse(consumers), sources: inReverse(sources) };
}

function inReverse(entries: unknown): Content {
  return Object.fromEntries(Object.entries(entries as Content).reverse());
}

test("entries that are added, removed or moved change no byte of the other stacks, nor their names", () => {
  // Prepare
  const all = textsOf(PIPELINES);

  fc.assert(
    fc.property(fc.shuffledSubarray([...PIPELINES], { minLength: 1 }), fc.boolean(), (some, reversed) => {
      // Act
      const texts = textsOf(some, reversed);

      // Assess
      const count = some.flatMap(({ sources, consumers }) =>
        Object.keys({ ...sources, ...consumers }),
      ).length;
      expect(Object.keys(texts)).toHaveLength(count);
      for (const [stack, text] of Object.entries(texts)) expect(text).toBe(all[stack]);
    }),
    { seed: SEED, numRuns: 40 },
  );
});

test("what an entry itself says does change its stack", () => {
  // Prepare
  const [first, orders, ...rest] = PIPELINES;
  if (!first || !orders) throw new Error("there are pipelines");
  const renamed = {
    ...orders,
    sources: { orders: ownSource("NewOrders", "orders-handler", { stack: "orders-table" }) },
  };

  // Act
  const [before, after] = [textsOf(PIPELINES), textsOf([first, renamed, ...rest])];

  // Assess
  const changed = Object.keys(before).filter((stack) => before[stack] !== after[stack]);
  expect(changed).toEqual(["orders-table"]);
});
