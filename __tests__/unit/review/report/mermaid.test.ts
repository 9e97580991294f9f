import { mermaidText } from "../../../../review/report/escape";
import { pictureMermaid } from "../../../../review/report/picture";
import { RECORDINGS, reviewRecorded } from "../recorded";
import { readFlowchart } from "./mermaid";

test.each(RECORDINGS)("Mermaid reads the picture of: %s", async (name) => {
  // Prepare
  const picture = pictureMermaid(await reviewRecorded(name), 60);

  // Act
  const { boxes, frames, arrows } = await readFlowchart(picture);

  // Assess
  expect(frames).toEqual(["account 111111111111", "account 222222222222"]);
  expect(boxes.length).toBeGreaterThanOrEqual(12);
  expect(boxes).not.toContain("");
  expect(arrows.filter((arrow) => !/^\w.* (reads|invokes|has|on the stream of) \w/.test(arrow))).toEqual([]);
});

test("Mermaid shows what the pipeline does", async () => {
  // Prepare
  const picture = pictureMermaid(await reviewRecorded("harmless"), 60);

  // Act
  const { arrows } = await readFlowchart(picture);

  // Assess
  expect(arrows).toEqual([
    "mapping mapping_changes reads table CrossAccountTest (update)",
    "mapping mapping_changes invokes function CrossAccountDynamoDBHandler (update)",
    "stream policy stream_policy on the stream of table CrossAccountTest (update)",
    "function CrossAccountDynamoDBHandler (update) has role CrossAccountDynamoDBHandlerRole",
    "function other-account-dynamodb-access-lambda has role other-account-dynamodb-access-lambda-role",
    "function AccountSwitcher has role account-switcher-role",
  ]);
});

test("a text in a label stays in it", async () => {
  // Prepare
  const text = 'a"] --> b["c #quot; ; %% end';

  // Act
  const { boxes, arrows } = await readFlowchart(`flowchart LR\n  n0["${mermaidText(text)}"]`);

  // Assess
  expect({ boxes, arrows }).toEqual({ boxes: [text], arrows: [] });
});

test("a text in a label that is not escaped is noticed", async () => {
  // Act
  const read = readFlowchart('flowchart LR\n  n0["a " b"]');

  // Assess
  await expect(read).rejects.toThrow("Parse error on line 2");
});
