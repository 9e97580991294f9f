import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { FUNCTION } from "../support/pipeline";
import type { PipelineEdits } from "../support/pipeline-only";

const BUCKET = "changes-failures";
const RENAMED = "RenamedHandler";

const pipeline = new OwnPipeline("pipeline-settings");

/** Applies stacks with these edits. That of the consumer enables a mapping that was paused. @default both stacks */
async function deploy(edits: PipelineEdits, ...stacks: readonly string[]): Promise<void> {
  pipeline.synthesize({ ...edits, consumer: { failureBucketName: BUCKET, ...edits.consumer } });
  await pipeline.deploy(...stacks);
}

async function mappingUuid(): Promise<string> {
  const { mapping_uuids: uuids } = await pipeline.project.outputs("consumer");
  return (uuids as Record<string, string>).changes ?? "";
}

beforeAll(async () => {
  await pipeline.open();
  await deploy({});
}, APPLY_TIMEOUT_MS);

afterAll(() => pipeline.destroy(), APPLY_TIMEOUT_MS);

const ROLE_RENAMED: PipelineEdits = { consumer: { roleName: "RenamedHandlerRole" } };
const FUNCTION_RENAMED: PipelineEdits = { ...ROLE_RENAMED, function: { name: RENAMED } };
const KEY_OF_THE_STACK: PipelineEdits = {
  ...FUNCTION_RENAMED,
  source: { encryption: { type: "customer-managed" } },
};

test.each([
  { name: "another role", edits: ROLE_RENAMED, before: FUNCTION, after: FUNCTION },
  { name: "another function", edits: FUNCTION_RENAMED, before: FUNCTION, after: RENAMED },
  { name: "a key of the stack", edits: KEY_OF_THE_STACK, before: RENAMED, after: RENAMED },
])(
  "$name: the mapping stays, and every record arrives once",
  async ({ name, edits, before, after }) => {
    // Prepare
    const uuid = await pipeline.setReading(false, before);
    const waiting = ["1", "2", "3"].map((number) => `${name} waiting ${number}`);
    const written = ["1", "2"].map((number) => `${name} written ${number}`);
    await pipeline.put(waiting);
    // Act
    await deploy(edits);
    await pipeline.put(written);
    // Assess
    const all = [...waiting, ...written];
    await pipeline.arrived(all, after);
    expect(await pipeline.loggedFrom(name, after)).toEqual(all);
    expect(await mappingUuid()).toBe(uuid);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "LATEST instead of TRIM_HORIZON: a new mapping, and what waited is lost",
  async () => {
    // Prepare
    const uuid = await pipeline.setReading(false, RENAMED);
    await pipeline.put(["LATEST waiting 1", "LATEST waiting 2"]);
    // Act
    await deploy({ ...KEY_OF_THE_STACK, mapping: { startingPosition: "LATEST" } }, "consumer");
    await pipeline.put(["LATEST written 1"]);
    // Assess
    await pipeline.arrived(["LATEST written 1"], RENAMED);
    expect(await pipeline.loggedFrom("LATEST", RENAMED)).toEqual(["LATEST written 1"]);
    expect(await mappingUuid()).not.toBe(uuid);
  },
  APPLY_TIMEOUT_MS,
);
