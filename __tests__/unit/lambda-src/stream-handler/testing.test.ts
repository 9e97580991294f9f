import type { ItemChange } from "../../../../lambda-src/stream-handler/item-change";
import { runOnChange, testTable } from "../../../../lambda-src/stream-handler/testing";
import { captured } from "../support/captured";

const BEFORE = { id: "a", at: 1, tags: new Set(["x"]), bytes: new Uint8Array([1, 2]) };
const AFTER = { ...BEFORE, big: 12345678901234567890n, nested: { list: [null, true] } };

test("the records of a test's table become the changes that were meant", async () => {
  // Prepare
  const table = testTable({ keys: ["id", "at"], tableName: "Things", accountId: "333333333333" });
  const changes: ItemChange[] = [];
  const records = [table.insert(BEFORE), table.modify(BEFORE, AFTER), table.remove(AFTER)];

  // Act
  await runOnChange(async (change) => void changes.push(change), records);

  // Assess
  const place = { sourceAccount: "333333333333", tableName: "Things", keys: { id: "a", at: 1 } };
  expect(changes).toMatchObject([
    { ...place, eventName: "INSERT", newImage: BEFORE, sequenceNumber: "1" },
    { ...place, eventName: "MODIFY", oldImage: BEFORE, newImage: AFTER, sequenceNumber: "2" },
    { ...place, eventName: "REMOVE", oldImage: AFTER, sequenceNumber: "3" },
  ]);
  expect(changes.map((change) => ["oldImage" in change, "newImage" in change])).toEqual([
    [false, true],
    [true, true],
    [true, false],
  ]);
});

test("a run tells what was handled, what was thrown and from where Lambda sends again, and writes nothing", async () => {
  // Prepare
  const table = testTable({ keys: ["id"] });
  const refused = new RangeError("not b");
  const onChange = async ({ keys }: ItemChange) => {
    if (keys.id === "b") throw refused;
  };

  // Act
  const { result, output } = await captured(() =>
    runOnChange(onChange, [table.insert({ id: "a" }), table.insert({ id: "b" })]),
  );

  // Assess
  expect(result).toEqual({ retriedFrom: "2", handled: [{ id: "a" }], errors: [refused] });
  expect(output).toBe("");
});

test("a run in which all goes well retries nothing", async () => {
  // Prepare
  const { insert } = testTable({ keys: ["id"] });

  // Act
  const run = await runOnChange(async () => undefined, [insert({ id: "a" })]);

  // Assess
  expect(run).toEqual({ handled: [{ id: "a" }], errors: [] });
});
