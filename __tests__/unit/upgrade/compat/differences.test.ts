import { reasonToAllow } from "../../../../upgrade/compat/allowed";
import { differencesOf } from "../../../../upgrade/compat/differences";
import { wrongVersions } from "../../../../upgrade/compat/used-versions";

const FILE = "example/stacks/source/cdk.tf.json";
const OLD = { library: "0.21.0", provider: "5.100.0" };
const NEW = { library: "0.24.0", provider: "6.66.0" };

const outputOf = (content: unknown, file = FILE) => ({ file, content });

/** The JSON of a stack, as far as it names versions. */
const stackOf = ({ library, provider }: typeof OLD) =>
  outputOf({
    "//": { metadata: { version: library } },
    terraform: { required_providers: { aws: { version: provider } } },
  });

test("values that differ, are missing, are added or have another type; the order of keys is none", () => {
  // Prepare
  const before = { a: 1, b: { c: [1, { d: "x" }], e: null }, gone: true, list: [], order: { x: 1, y: 2 } };
  const after = { order: { y: 2, x: 1 }, a: 1, b: { c: [1, { d: "y" }, 3], e: {} }, list: {}, added: 0 };

  // Act
  const differences = differencesOf([outputOf(before)], [outputOf(after)]);

  // Assess
  expect(differences).toEqual([
    { file: FILE, path: ["b", "c", "1", "d"], before: "x", after: "y" },
    { file: FILE, path: ["b", "c", "2"], before: undefined, after: 3 },
    { file: FILE, path: ["b", "e"], before: null, after: {} },
    { file: FILE, path: ["gone"], before: true, after: undefined },
    { file: FILE, path: ["list"], before: [], after: {} },
    { file: FILE, path: ["added"], before: undefined, after: 0 },
  ]);
});

test("equal syntheses have no difference; a file that only one has is one, and so are other bytes", () => {
  // Prepare
  const same = outputOf({ a: [1] });
  const archive = outputOf("sha256:1", "example/stacks/source/assets/function.zip");

  // Act and assess
  expect(differencesOf([same], [outputOf({ a: [1] })])).toEqual([]);
  expect(differencesOf([same, archive], [same])).toEqual([
    { file: archive.file, path: [], before: "sha256:1", after: undefined },
  ]);
  expect(differencesOf([archive], [{ ...archive, content: "sha256:2" }])).toEqual([
    { file: archive.file, path: [], before: "sha256:1", after: "sha256:2" },
  ]);
});

test.each([
  [["//", "metadata", "version"], "0.21.0", "0.24.0"],
  [["version"], "0.21.0", "0.24.0"],
  [["terraform", "required_providers", "aws", "version"], "5.100.0", "6.66.0"],
  [["terraform", "required_providers", "aws", "source"], "aws", "hashicorp/aws"],
])("%j may differ", (path, before, after) => {
  expect(reasonToAllow({ file: FILE, path, before, after }, { before: OLD, after: NEW })).toEqual(
    expect.any(String),
  );
});

test.each([
  ["another version", ["//", "metadata", "version"], "0.21.0", "0.23.0"],
  ["a provider that is gone", ["terraform", "required_providers", "aws", "version"], "5.100.0", undefined],
  ["another source", ["terraform", "required_providers", "aws", "source"], "aws", "opentofu/aws"],
  ["the version of something else", ["resource", "version"], "0.21.0", "0.24.0"],
  ["a resource", ["resource", "aws_dynamodb_table", "table", "billing_mode"], "PROVISIONED", undefined],
])("%s may not", (_, path, before, after) => {
  expect(reasonToAllow({ file: FILE, path, before, after }, { before: OLD, after: NEW })).toBeUndefined();
});

test("a synthesis that used other packages than the variant's is wrong", () => {
  // Prepare
  const manifest = outputOf({ version: "0.21.0" }, "example/manifest.json");

  // Act and assess
  expect(wrongVersions([manifest, stackOf(NEW)], NEW)).toBeUndefined();
  expect(wrongVersions([manifest, stackOf(NEW), stackOf(OLD)], NEW)).toBe(
    `${FILE} names library 0.21.0 and AWS provider 5.100.0, but this variant has 0.24.0 and 6.66.0.`,
  );
});
