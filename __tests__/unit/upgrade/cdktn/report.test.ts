import { changedFile } from "../../../../upgrade/cdktn/changed-file";
import { changesJson, changesText } from "../../../../upgrade/cdktn/report";

/** A recorded plan is one long line. */
const BEFORE = `{"a":"${"x".repeat(5000)}","runtime":"nodejs22.x","b":"${"y".repeat(5000)}"}`;

const changed = [changedFile("plan.json", BEFORE) ?? { file: "", text: "", lines: [] }];

test("of a long line, people see what is around the change", () => {
  // Act
  const [file, before, after] = changesText(changed).split("\n");

  // Assess: 80 characters before the number that changes, and 80 from there on
  const start = `…${"x".repeat(60)}","runtime":"nodejs`;
  const end = `.x","b":"${"y".repeat(70)}…`;
  expect([file, before, after]).toEqual(["plan.json", `  1 - ${start}22${end}`, `  1 + ${start}24${end}`]);
});

test("scripts get the whole line", () => {
  // Act
  const { files } = JSON.parse(changesJson(changed, false));

  // Assess
  expect(files[0].lines[0].before).toBe(BEFORE);
});
