import { PollPace } from "../../src/reader/poll-pace";

test("few shards are read at the pace asked for, many less often", () => {
  // Prepare
  const pace = new PollPace(100);

  // Act
  const leave = Array.from({ length: 20 }, () => pace.enter());
  const few = pace.pauseMs();
  for (let n = 20; n < 1_000; n += 1) leave.push(pace.enter());
  const many = pace.pauseMs();
  for (const go of leave) go();

  // Assess
  expect([few, many, pace.pauseMs()]).toEqual([100, 5_000, 100]);
});
