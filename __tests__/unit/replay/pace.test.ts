import { setTimeout as sleep } from "node:timers/promises";
import { chunksOf } from "../../../replay/chunks";
import { Pace } from "../../../replay/pace";

jest.mock("node:timers/promises", () => ({ setTimeout: jest.fn(async () => undefined) }));

beforeEach(() => jest.mocked(sleep).mockClear());

test("what was spent is paid for before the next piece of work", async () => {
  // Prepare
  let now = 1_000;
  const pace = new Pace(100, () => now);

  // Act
  await pace.ready();
  pace.spend(50);
  await pace.ready();
  now += 200;
  await pace.ready();
  now += 300;
  await pace.ready();

  // Assess
  expect(jest.mocked(sleep).mock.calls.map(([ms]) => ms)).toEqual([500, 300]);
});

test("time that passed idle is not saved up", async () => {
  // Prepare
  let now = 0;
  const pace = new Pace(10, () => now);
  now = 60_000;

  // Act
  pace.spend(10);
  await pace.ready();

  // Assess
  expect(jest.mocked(sleep).mock.calls.map(([ms]) => ms)).toEqual([1_000]);
});

test("without a rate nothing waits", async () => {
  // Prepare
  const pace = new Pace(undefined, () => 0);
  // Act
  pace.spend(1_000_000);
  await pace.ready();
  // Assess
  expect(sleep).not.toHaveBeenCalled();
});

test("records are cut into pieces of so many records and so many bytes, in order; a large one stands alone", () => {
  // Prepare
  const records = ["a", "b", "c", "x".repeat(50), "d"];
  // Act
  const chunks = chunksOf(records, { records: 2, bytes: 20 });
  // Assess
  expect(chunks).toEqual([["a", "b"], ["c"], ["x".repeat(50)], ["d"]]);
});
