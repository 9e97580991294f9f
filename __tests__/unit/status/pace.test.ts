import { Pace } from "../../../status/pace";

test("a number of turns come at once, and then one after the other", () => {
  // Prepare
  const pace = new Pace(10, 3, () => 1_000);

  // Act
  const waits = Array.from({ length: 6 }, () => pace.turn());

  // Assess
  expect(waits).toEqual([0, 0, 0, 100, 200, 300]);
});

test("a pause earns turns, but never more than the burst", () => {
  // Prepare
  let now = 0;
  const pace = new Pace(10, 2, () => now);
  for (let turn = 0; turn < 4; turn++) pace.turn();

  // Act
  now = 60_000;
  const waits = Array.from({ length: 3 }, () => pace.turn());

  // Assess
  expect(waits).toEqual([0, 0, 100]);
});
