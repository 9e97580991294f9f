import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import fc from "fast-check";
import { FakeTable, type Slot } from "./support/fake-table";
import { eventWith, handlerWith, invocation, type RunOptions } from "./support/run-handler";

const dynamodb = mockClient(DynamoDBClient);
beforeEach(() => dynamodb.reset());

interface Reading {
  readonly bodies: readonly string[];
  readonly sizes: readonly number[];
}

/** Reads all answers, one after the other, as a client does. */
async function readAll(parameters: Record<string, string>, options: RunOptions): Promise<Reading> {
  const handler = handlerWith(options);
  const bodies: string[] = [];
  const sizes: number[] = [];
  let nextToken: string | undefined;
  do {
    const answer = await handler(
      eventWith(nextToken === undefined ? parameters : { ...parameters, nextToken }),
      invocation(options.remaining),
    );
    expect(answer).toMatchObject({ statusCode: 200 });
    bodies.push(String(answer.body));
    sizes.push(JSON.parse(String(answer.body)).length);
    nextToken = answer.headers?.["x-next-token"]?.toString();
  } while (nextToken !== undefined);
  return { bodies, sizes };
}

const table = fc
  .array(fc.record({ text: fc.string({ maxLength: 30 }), hash: fc.nat(1_000), isGhost: fc.boolean() }), {
    maxLength: 60,
  })
  .map((rows) =>
    rows.map(
      ({ text, ...slot }, index): Slot => ({
        ...slot,
        item: { shop: { S: `shop-${index % 3}` }, number: { N: String(index) }, text: { S: text } },
      }),
    ),
  );

const idsOf = (bodies: readonly string[]) =>
  bodies
    .flatMap((body) => JSON.parse(body) as { number: number }[])
    .map(({ number }) => number)
    .sort((a, b) => a - b);

describe("reading with nextToken until there is none", () => {
  test("gives every item exactly once, whatever the pages, segments and bounds", async () => {
    const property = fc.asyncProperty(
      table,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 400, max: 2_000 }),
      fc.infiniteStream(fc.constantFrom(1_000, 29_000)),
      async (slots, pageSizes, segments, pageSize, maxBytes, times) => {
        // Prepare
        const keyAttributes = ["shop", "number"];
        const fake = new FakeTable(slots, keyAttributes, pageSizes);
        dynamodb.reset();
        dynamodb.on(ScanCommand).callsFake((input) => fake.scan(input));
        const remaining = () => times.next().value ?? 29_000;
        // Act
        const { bodies, sizes } = await readAll(
          { segments: String(segments), pageSize: String(pageSize) },
          { settings: { keyAttributes }, maxBytes, remaining },
        );
        // Assess
        const expected = slots.flatMap(({ item, isGhost }) => (isGhost ? [] : [Number(item.number?.N)]));
        expect(idsOf(bodies)).toEqual(expected);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(pageSize);
        const longest = Math.max(...bodies.map((body) => Buffer.byteLength(JSON.stringify(body))));
        expect(longest).toBeLessThanOrEqual(maxBytes + '"[]"'.length);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  test("gives the answers in the order of the segments, and of DynamoDB within them", async () => {
    // Prepare
    const slots = [0, 1, 2, 3, 4, 5].map((index) => ({
      item: { deviceId: { S: `d${index}` } },
      hash: index,
      isGhost: false,
    }));
    const fake = new FakeTable(slots, ["deviceId"], [10]);
    dynamodb.on(ScanCommand).callsFake((input) => fake.scan(input));
    // Act
    const { bodies } = await readAll({ segments: "2", pageSize: "4" }, {});
    // Assess
    expect(bodies).toEqual([
      '[{"deviceId":"d0"},{"deviceId":"d2"},{"deviceId":"d1"},{"deviceId":"d3"}]',
      '[{"deviceId":"d4"},{"deviceId":"d5"}]',
    ]);
  });
});
