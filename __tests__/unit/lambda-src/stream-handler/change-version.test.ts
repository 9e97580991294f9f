import { changeVersion } from "../../../../lambda-src/stream-handler/change-version";
import type { ItemChange } from "../../../../lambda-src/stream-handler/item-change";

const change = (sequenceNumber: string) => ({ sequenceNumber }) as ItemChange;

test("versions sort as numbers do, whatever their length, and those of a backfill come first", () => {
  // Prepare
  const numbers = ["9", "10", "1234567890123456789012345678901234567890", "000000017953417131210000000002"];
  // Act
  const versions = [
    ...numbers.map((number) => changeVersion(change(number), { backfill: false })),
    changeVersion(change("backfill-3-17"), { backfill: true }),
  ];
  // Assess
  expect([...versions].sort()).toEqual([4, 0, 1, 3, 2].map((index) => versions[index]));
  expect(new Set(versions.map(({ length }) => length))).toEqual(new Set([40]));
});
