import type { SourceConfig } from "../../../config/schema";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";

const LATER: SourceConfig["streamViewType"] = "NEW_IMAGE";

const pipeline = new OwnPipeline("stream-view-type");

beforeAll(async () => {
  await pipeline.open();
  pipeline.synthesize();
  await pipeline.deploy();
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  pipeline.synthesize({ source: { streamViewType: LATER } });
  await pipeline.destroy();
}, APPLY_TIMEOUT_MS);

async function streamArn(): Promise<string> {
  return String((await pipeline.project.outputs("source")).stream_arn);
}

async function streamLabel(): Promise<string> {
  return (await streamArn()).split("/stream/")[1] ?? "";
}

const READ = ["read-1", "read-2", "read-3"];
const UNREAD = ["unread-1", "unread-2", "unread-3", "unread-4"];
const AFTERWARDS = ["after-1", "after-2", "after-3"];

test(
  "a new view type is refused while records are unread, and the stream stays",
  async () => {
    // Prepare
    await pipeline.put(READ);
    await pipeline.arrived(READ);
    await pipeline.setReading(false);
    await pipeline.put(UNREAD);
    const before = await streamArn();
    // Act
    pipeline.synthesize({ source: { streamViewType: LATER } });
    const refused = await pipeline.refusal();
    // Assess
    expect(refused).toContain(
      "sources.changes.streamViewType: the deployed stream has NEW_AND_OLD_IMAGES, and only a new stream can have NEW_IMAGE. " +
        "Records of the old one that have not been read by then are lost.",
    );
    expect(refused).toContain(`replaceStream: "${await streamLabel()}"`);
    expect(await streamArn()).toBe(before);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a decision about another stream is refused",
  async () => {
    // Prepare
    pipeline.synthesize({ source: { streamViewType: LATER, replaceStream: "2026-01-31T12:00:00.000" } });
    // Act
    const refused = await pipeline.refusal();
    // Assess
    expect(refused).toContain(
      `sources.changes.replaceStream: it names the stream 2026-01-31T12:00:00.000, but the deployed one is ${await streamLabel()}.`,
    );
  },
  APPLY_TIMEOUT_MS,
);

test(
  "read to the end first, then replaced: every record arrives once",
  async () => {
    // Prepare
    const before = await streamArn();
    await pipeline.setReading(true);
    await pipeline.arrived(UNREAD);
    // Act
    pipeline.synthesize({ source: { streamViewType: LATER, replaceStream: await streamLabel() } });
    await pipeline.deploy();
    await pipeline.put(AFTERWARDS);
    await pipeline.arrived(AFTERWARDS);
    // Assess
    expect(await streamArn()).not.toBe(before);
    expect(await pipeline.loggedIds()).toEqual([...READ, ...UNREAD, ...AFTERWARDS]);
    expect(await pipeline.project.changedStacks()).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "the line that was left in the file changes nothing, and does not allow the next change",
  async () => {
    // Prepare
    const replaceStream = "2026-01-31T12:00:00.000";
    pipeline.synthesize({ source: { streamViewType: LATER, replaceStream } });
    const unchanged = await pipeline.project.changedStacks(["source"]);
    // Act
    pipeline.synthesize({ source: { streamViewType: "KEYS_ONLY", replaceStream } });
    const refused = await pipeline.refusal();
    // Assess
    expect(unchanged).toEqual([]);
    expect(refused).toContain(`the deployed one is ${await streamLabel()}.`);
  },
  APPLY_TIMEOUT_MS,
);
