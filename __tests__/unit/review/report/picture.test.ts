import { pictureMermaid } from "../../../../review/report/picture";
import { create, destroy, MAPPING, pipeline, TABLE, update } from "../pipeline";
import { reviewOf } from "../plan";

/** Mermaid 11 takes exactly this text; it was read with its own parser. */
const PICTURE = `flowchart LR
  subgraph a0["account 111111111111"]
    n0["table Changes (update)"]:::update
    n1["table a#34;#93; --#62; b (create)"]:::create
    n3["stream policy stream_policy"]
  end
  subgraph a1["account 222222222222"]
    n2["mapping mapping_changes (destroy)"]:::destroy
    n4["role handler-role"]
    n5["function handler"]
  end
  n2 -- reads --> n0
  n2 -- invokes --> n5
  n3 -. on the stream of .-> n0
  n5 -. has .-> n4
  classDef create fill:#dafbe1,stroke:#1a7f37,color:#000
  classDef update fill:#fff8c5,stroke:#9a6700,color:#000
  classDef replace fill:#ffe2cc,stroke:#bc4c00,color:#000,stroke-width:3px
  classDef destroy fill:#ffebe9,stroke:#cf222e,color:#000,stroke-dasharray:5 5`;

function review() {
  return reviewOf(
    pipeline(
      {
        "aws_dynamodb_table.table": update(TABLE, { tags: { Team: "one" } }),
        "aws_dynamodb_table.other": create({ name: 'a"] --> b', stream_enabled: false }),
      },
      { "aws_lambda_event_source_mapping.mapping_changes": destroy(MAPPING) },
    ),
  );
}

test("accounts with what is in them, and what becomes of it", async () => {
  // Prepare
  const reviewed = await review();

  // Act
  const picture = pictureMermaid(reviewed, 60);

  // Assess
  expect(picture).toBe(PICTURE);
});

test("with few boxes, what changes is shown", async () => {
  // Prepare
  const reviewed = await review();

  // Act
  const boxes = pictureMermaid(reviewed, 3).match(/n\d+\["[^"]*"\]/g);

  // Assess
  expect(boxes).toEqual([
    'n0["table Changes (update)"]',
    'n1["table a#34;#93; --#62; b (create)"]',
    'n2["mapping mapping_changes (destroy)"]',
  ]);
});
