import { BatchQueue } from "../../src/batching/batch-queue";
import { pending } from "../sample";

function queueOf(rule: { batchSize: number; windowMs: number }, count: number, bytes = 100, limit?: number) {
  const queue = new BatchQueue(rule, limit);
  for (let n = 1; n <= count; n += 1) queue.push(pending(n, { bytes }), 0);
  return queue;
}
const numbers = (batch: { sequenceNumber: string }[]) =>
  batch.map(({ sequenceNumber }) => Number(sequenceNumber));

test("without a window, what is there goes at once", () => {
  expect(numbers(queueOf({ batchSize: 10, windowMs: 0 }, 3).take(0, false))).toEqual([1, 2, 3]);
});

test("a full batch goes before its window is over", () => {
  expect(numbers(queueOf({ batchSize: 2, windowMs: 1000 }, 3).take(0, false))).toEqual([1, 2]);
});

test("a batch that is not full waits for its window, and no longer", () => {
  // Prepare
  const queue = queueOf({ batchSize: 10, windowMs: 1000 }, 2);

  // Act, assess
  expect(queue.take(999, false)).toEqual([]);
  expect(queue.dueIn(999)).toBe(1);
  expect(numbers(queue.take(1000, false))).toEqual([1, 2]);
});

test("a record that would make the payload too large waits for the next batch", () => {
  // Prepare
  const queue = queueOf({ batchSize: 10, windowMs: 1000 }, 3, 500, 2500);

  // Act, assess
  expect(numbers(queue.take(0, false))).toEqual([1, 2]);
  expect(numbers(queue.take(1000, false))).toEqual([3]);
});

test("a single record goes, however large", () => {
  expect(numbers(queueOf({ batchSize: 10, windowMs: 0 }, 1, 5000, 2500).take(0, false))).toEqual([1]);
});

test("a batch ends before a record that does not belong to it", () => {
  // Prepare
  const queue = queueOf({ batchSize: 10, windowMs: 1000 }, 3);

  // Act
  const batch = queue.take(0, false, ({ sequenceNumber }) => sequenceNumber !== "3");

  // Assess
  expect(numbers(batch)).toEqual([1, 2]);
});

test("an empty queue is never due", () => {
  expect(queueOf({ batchSize: 10, windowMs: 0 }, 0).dueIn(5)).toBeUndefined();
});
