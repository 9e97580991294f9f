import { counted } from "../../../errors/counted";

test.each([
  [0, "0 records"],
  [1, "1 record"],
  [2, "2 records"],
])("%d is counted as %s", (count, text) => {
  // Act
  const words = counted(count, "record");

  // Assess
  expect(words).toBe(text);
});

test.each([
  [1, "1 batch"],
  [2, "2 batches"],
])("the plural may be given: %d is counted as %s", (count, text) => {
  // Act
  const words = counted(count, "batch", "batches");

  // Assess
  expect(words).toBe(text);
});
