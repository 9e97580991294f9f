import type { SourceConfig } from "../../../config/schema";
import { keyOf } from "../../../smoke/key-values";

test("each value has the type of its attribute", () => {
  // Prepare
  const source = {
    partitionKey: { name: "id", type: "B" },
    sortKey: { name: "at", type: "N" },
    smokeTest: { key: { at: 1.5, id: "c21va2U=" } },
  } as unknown as SourceConfig;
  // Act
  const key = keyOf(source);
  // Assess
  expect(key).toEqual({ id: { B: Buffer.from("smoke") }, at: { N: "1.5" } });
});
