import { comparedWith, isExact } from "../../../../cli/demo/central/received";
import { centralHolds, emptyCentralResult } from "../../../../cli/demo/central/result";
import type { Change } from "../../../../cli/demo/many/changes";
import { Random } from "../../../../cli/demo/many/random";
import { TableWriter } from "../../../../cli/demo/many/table-writer";

const INSERT: Change = { kind: "INSERT", id: "acme#1", thousandths: 1_500 };
const MODIFY: Change = { kind: "MODIFY", id: "acme#1", thousandths: 2_000 };
const REMOVE: Change = { kind: "REMOVE", id: "acme#1" };

function acme(...written: Change[]) {
  const writer = new TableWriter(
    { tableName: "Orders", partitionKey: "id", streamViewType: "NEW_IMAGE" },
    "acme#",
    new Random(1),
  );
  writer.changes.push(...written.map((change) => ({ ...change, bytes: 0 })));
  return { tenant: "acme", writer, receiver: { accountId: "111111111111", functionName: "of-acme" } };
}

test("a function that was given each change once, in whatever order, was given exactly those", () => {
  // Act
  const compared = comparedWith(acme(INSERT, MODIFY, REMOVE), [REMOVE, INSERT, MODIFY]);

  // Assess
  const counted = { inserts: 1, modifies: 1, removes: 1, amount: "3.5" };
  expect(compared).toEqual({
    tenant: "acme",
    functionName: "of-acme",
    written: counted,
    received: counted,
    missing: 0,
    ofOthers: 0,
  });
  expect(isExact(compared)).toBe(true);
});

test.each<[string, Change[], { missing: number; ofOthers: number }]>([
  ["a change is missing", [INSERT, REMOVE], { missing: 1, ofOthers: 0 }],
  [
    "a change of another",
    [INSERT, MODIFY, REMOVE, { ...REMOVE, id: "zebra#1" }],
    { missing: 0, ofOthers: 1 },
  ],
  ["one more than was written", [INSERT, MODIFY, REMOVE, REMOVE], { missing: 0, ofOthers: 1 }],
  ["another amount", [INSERT, { ...MODIFY, thousandths: 1 }, REMOVE], { missing: 1, ofOthers: 1 }],
])("%s", (_, given, expected) => {
  // Act
  const compared = comparedWith(acme(INSERT, MODIFY, REMOVE), given);

  // Assess
  expect(compared).toMatchObject(expected);
  expect(isExact(compared)).toBe(false);
});

test("the scenario holds only if two functions were given what they should", () => {
  // Prepare
  const good = comparedWith(acme(INSERT), [INSERT]);
  const bad = comparedWith(acme(INSERT), []);
  const none = comparedWith({ ...acme(INSERT), receiver: undefined }, []);
  const results = [null, [good], [good, none], [good, bad], [good, good, none]];

  // Act
  const held = results.map((tenants) => centralHolds({ ...emptyCentralResult(1), tenants }));

  // Assess
  expect(held).toEqual([false, false, false, false, true]);
});
