import { hasFewMappings, MappingTurns, operationsOn } from "../../../plan/lambda-rate";
import type { Stack } from "../../../synthesized/stack";

/** A stack with so many mappings. */
function stackOf(name: string, mappings: number, place: Partial<Stack> = {}): Stack {
  const elements = Array.from({ length: mappings }, (_, index) => [`m${index}`, {}]);
  const json = { resource: { aws_lambda_event_source_mapping: Object.fromEntries(elements) } };
  return { name, accountId: "222222222222", region: "eu-central-1", json, ...place };
}

test.each([
  [7, {}],
  [8, { refreshing: 2, changing: 5 }],
])("Terraform's own number of operations serves %d mappings: %j", (mappings, expected) => {
  // Act
  const operations = operationsOn(stackOf("consumer", mappings));

  // Assess
  expect(operations).toEqual(expected);
});

test("a stack without mappings is not held back", () => {
  // Act
  const few = hasFewMappings({ ...stackOf("source", 0), json: {} });

  // Assess
  expect(few).toBe(true);
});

test("stacks with many mappings of one account and region go one after the other, all others at once", async () => {
  // Prepare
  const turns = new MappingTurns();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const stacks = [
    stackOf("first", 8),
    stackOf("second", 8),
    stackOf("small", 7),
    stackOf("other account", 8, { accountId: "333333333333" }),
    stackOf("other region", 8, { region: "us-east-1" }),
  ];
  const done = stacks.map((stack) =>
    turns.take(stack, () => {
      begun.push(stack.name);
      return new Promise<void>((resolve) => ends.set(stack.name, resolve));
    }),
  );
  await new Promise(setImmediate);
  const atOnce = [...begun].sort();

  // Act
  ends.get("first")?.();
  await done[0];
  await new Promise(setImmediate);

  // Assess
  expect(atOnce).toEqual(["first", "other account", "other region", "small"]);
  expect(begun.at(-1)).toBe("second");
  for (const end of ends.values()) end();
  await Promise.all(done);
});
