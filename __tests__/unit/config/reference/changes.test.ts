import { existsSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../../config/paths";
import { CHANGE_GROUPS } from "../../../../config/reference/changes";
import { changesMarkdown } from "../../../../config/reference/changes/markdown";
import { settingsIn } from "../../../../config/reference/changes/settings";
import { environmentNode, type Node } from "../../../../config/reference/node";

/** Groups of keys that have a row because they come and go as a whole. */
const OPTIONAL_GROUPS = [
  "sources.<name>.sortKey",
  "consumers.<name>.readerApi",
  "consumers.<name>.accountSwitcher",
];
const CHANGES = CHANGE_GROUPS.flatMap(({ changes }) => changes);

test("every setting says what happens when it changes, once, and nothing else does", () => {
  // Prepare
  const settings = [...settingsIn(environmentNode()), ...OPTIONAL_GROUPS];

  // Act
  const described = CHANGES.flatMap((change) => change.settings);

  // Assess
  expect(described.toSorted()).toEqual(settings.toSorted());
});

test("a setting that is new has no row yet", () => {
  // Prepare
  const { properties, ...root } = environmentNode();
  const added: Node = { ...root, properties: { ...properties, retention: { type: "integer" } } };

  // Act
  const settings = settingsIn(added);

  // Assess
  const described = CHANGES.flatMap((change) => change.settings);
  expect(settings.filter((setting) => !described.includes(setting))).toEqual(["retention"]);
});

test("the tests that rows name are there", () => {
  // Act
  const files = CHANGES.flatMap(({ test: file }) => (file === undefined ? [] : [file]));

  // Assess
  const missing = files.filter((file) => !existsSync(join(PROJECT_ROOT, "__tests__/sandbox", file)));
  expect(missing).toEqual([]);
  expect(files).not.toEqual([]);
});

test("a row has its settings, what Terraform does with the test that did it, what is lost, and the safe way", () => {
  // Act
  const lines = changesMarkdown().split("\n");

  // Assess
  expect(lines).toContain(
    "| `sources.<name>.streamViewType`<br>`sources.<name>.replaceStream` | Is refused without `replaceStream`. With it, " +
      "replaces the stream, its policy and the mappings. ([test](../__tests__/sandbox/changes/stream-view-type.test.ts)) " +
      "| Records of the old stream that no consumer has read by then. | [Replace a stream](#replace-a-stream). |",
  );
});
