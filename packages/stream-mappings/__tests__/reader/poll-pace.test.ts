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

test("with news, many shards are read less often still, and as often as before without it", () => {
  // Prepare
  const news = { isFollowed: true };
  const pace = new PollPace(100, news);
  for (let n = 0; n < 3; n += 1) pace.enter();

  // Act
  const few = pace.pauseMs();
  for (let n = 3; n < 1_000; n += 1) pace.enter();
  const many = pace.pauseMs();
  news.isFollowed = false;

  // Assess
  expect([few, many, pace.pauseMs()]).toEqual([100, 30_000, 5_000]);
});

test("streams are asked for shards every 15 seconds, many of them less often", () => {
  // Prepare
  const pace = new PollPace(100);
  for (let n = 0; n < 250; n += 1) pace.enter();

  // Act
  const few = pace.describeMs();
  for (let n = 250; n < 1_000; n += 1) pace.enter();

  // Assess
  expect([few, pace.describeMs()]).toEqual([15_000, 60_000]);
});
