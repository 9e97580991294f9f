import { TumblingWindow } from "../../src/batching/tumbling-window";
import { pending } from "../sample";

const LENGTH = 10_000;
const GRACE = 2_000;
const at = (arrivedAt: number) => pending(1, { arrivedAt });

/** A window from 20 s to 30 s. */
function opened(): TumblingWindow {
  const window = new TumblingWindow(LENGTH, GRACE);
  window.openFor(at(23_456));
  return window;
}

test("the first record opens the window that it falls into; the next one leaves it open", () => {
  // Prepare
  const window = opened();

  // Act
  window.openFor(at(31_000));

  // Assess
  expect(window.open).toEqual({ start: 20_000, state: {} });
});

test.each([
  [29_999, true],
  [30_000, false],
  [3, true],
])("a record of %d ms counts into a window from 20 s to 30 s: %s", (arrivedAt, expected) => {
  expect(opened().includes(at(arrivedAt))).toBe(expected);
});

test("a window is over when a later record comes, when none comes, or with its shard", () => {
  // Prepare
  const window = opened();
  const now = 31_999;

  // Act
  const outcomes = {
    earlierRecord: window.isOver(at(29_000), true, 99_999),
    laterRecord: window.isOver(at(30_000), false, now),
    withinGrace: window.isOver(undefined, false, now),
    afterGrace: window.isOver(undefined, false, now + 1),
    shardEnded: window.isOver(undefined, true, now),
    noneOpen: new TumblingWindow(LENGTH, GRACE).isOver(undefined, true, now),
  };

  // Assess
  expect(outcomes).toEqual({
    earlierRecord: false,
    laterRecord: true,
    withinGrace: false,
    afterGrace: true,
    shardEnded: true,
    noneOpen: false,
  });
  expect(window.closesIn(now)).toBe(1);
  expect(new TumblingWindow(LENGTH, GRACE).closesIn(now)).toBeUndefined();
});

test("it shows its bounds and the state that the function returned last", () => {
  // Prepare
  const window = opened();

  // Act
  window.keep({ count: 3 });

  // Assess
  expect(window.view(true, false)).toEqual({
    start: 20_000,
    end: 30_000,
    state: { count: 3 },
    final: true,
    terminatedEarly: false,
  });
});

test("a closed window starts again with an empty state", () => {
  // Prepare
  const window = opened();
  window.keep({ count: 3 });

  // Act
  window.close();
  window.openFor(at(23_456));

  // Assess
  expect(window.open).toEqual({ start: 20_000, state: {} });
});

test.each([
  [1024 * 1024 - 11, false],
  [1024 * 1024 - 10, true],
])("a state with a text of %d bytes is too large: %s", (length, expected) => {
  // Prepare
  const window = opened();

  // Act: the rest of the state, {"text":""}, is 11 bytes.
  window.keep({ text: "x".repeat(length) });

  // Assess
  expect(window.isTooLarge).toBe(expected);
});
