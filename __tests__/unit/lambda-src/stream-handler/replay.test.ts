import type { ChangeContext } from "../../../../lambda-src/stream-handler/change-context";
import { readReplay } from "../../../../lambda-src/stream-handler/replay";
import { runOnChange, testTable } from "../../../../lambda-src/stream-handler/testing";

test.each([
  ["from the stream", {}, { redrive: false, backfill: false }],
  ["re-driven", { redrive: true }, { redrive: true, backfill: false }],
  ["of a backfill", { backfill: true }, { redrive: false, backfill: true }],
])("onChange is told that a change is %s", async (_name, replay, expected) => {
  // Prepare
  const { insert } = testTable({ keys: ["id"] });
  const contexts: Pick<ChangeContext, "redrive" | "backfill">[] = [];

  // Act
  const { errors } = await runOnChange(
    async (_change, { redrive, backfill }) => void contexts.push({ redrive, backfill }),
    [insert({ id: "a" })],
    replay,
  );

  // Assess
  expect({ errors, contexts }).toEqual({ errors: [], contexts: [expected] });
});

test.each([
  ["true instead of the ID", { redrive: true }],
  ["null", { redrive: null }],
  ["an empty ID", { redrive: { id: "" } }],
  ["a further member", { redrive: { id: "a", force: true } }],
  ["backfill: false", { backfill: false }],
  ["a text", { backfill: "true" }],
  ["both", { redrive: { id: "a" }, backfill: true }],
])("an event with %s is refused", (_name, members) => {
  // Act, Assess
  expect(() => readReplay({ Records: [], ...members })).toThrow(TypeError);
});
