import { floorPlan } from "../../../../cli/docs/floor-plan";

test("each floor is a group of folders, and each import an arrow", () => {
  // Prepare
  const floors = [
    [{ folder: "main.ts", holds: "the start" }],
    [{ folder: "stacks", holds: "stacks" }],
    [{ folder: "config", holds: "settings" }],
  ];
  const imports = [
    { from: "main.ts", to: "stacks" },
    { from: "stacks", to: "config" },
  ];

  // Act
  const plan = floorPlan(floors, imports);

  // Assess
  expect(plan.split("\n")).toEqual([
    "```mermaid",
    "flowchart TB",
    '  subgraph floor0[" "]',
    "    direction LR",
    '    main.ts["main.ts"]',
    "  end",
    '  subgraph floor1[" "]',
    "    direction LR",
    '    stacks["stacks/"]',
    "  end",
    '  subgraph floor2[" "]',
    "    direction LR",
    '    config["config/"]',
    "  end",
    "  floor0 ~~~ floor1",
    "  floor1 ~~~ floor2",
    "  main.ts --> stacks",
    "```",
    "",
    "| folder | what it holds | imports from |",
    "|---|---|---|",
    "| `main.ts` | the start | `stacks/` |",
    "| `stacks/` | stacks | `config/` |",
    "| `config/` | settings | nothing of the project |",
  ]);
});
