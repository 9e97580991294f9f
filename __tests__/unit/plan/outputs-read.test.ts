import { outputsRead } from "../../../plan/outputs-read";
import { readStacks } from "../../../synthesized/read-stacks";
import { synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

test("a consumer reads outputs of its source, each named once", () => {
  // Prepare
  const stacks = readStacks(synthesize({}, folder).outdir);
  const [consumer] = stacks;

  // Act
  const read = consumer && outputsRead(consumer, stacks);

  // Assess
  expect(read?.map(({ owner, output }) => `${owner.name}.${output}`).sort()).toEqual(["source.stream_arn"]);
});

test("a source reads none", () => {
  // Prepare
  const stacks = readStacks(synthesize({}, folder).outdir);
  const source = stacks.find(({ name }) => name === "source");

  // Act
  const read = source && outputsRead(source, stacks);

  // Assess
  expect(read).toEqual([]);
});
