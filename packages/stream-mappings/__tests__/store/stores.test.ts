import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFrom } from "../../src/api/settings";
import { CheckpointStore } from "../../src/checkpoint/checkpoint-store";
import type { Mapping } from "../../src/model/mapping";
import { writeAtomically } from "../../src/store/atomic-file";
import { MappingStore } from "../../src/store/mapping-store";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MAPPING: Mapping = {
  uuid: "11111111-2222-4333-8444-555555555555",
  account: "222222222222",
  region: "eu-central-1",
  streamArn: "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829",
  startingPosition: "LATEST",
  functionName: "on-change",
  functionArn: "arn:aws:lambda:eu-central-1:222222222222:function:on-change",
  roleArn: "arn:aws:iam::222222222222:role/reader",
  settings: settingsFrom({}),
  enabled: true,
  state: "Enabled",
  lastModified: 1,
  lastProcessingResult: "OK",
  tags: { team: "a" },
};
const POSITION = { after: "12", lanes: [{ factor: 2, settled: ["15", ""] }], finished: false };

test("mappings are there again after a restart", () => {
  // Prepare
  new MappingStore(folder).save(MAPPING);

  // Act
  const restarted = new MappingStore(folder);

  // Assess
  expect(restarted.all()).toEqual([MAPPING]);
  expect(restarted.of({ account: "222222222222", region: "eu-central-1" })).toEqual([MAPPING]);
  expect(restarted.of({ account: "222222222222", region: "eu-west-1" })).toEqual([]);
});

test("a deleted mapping stays deleted", () => {
  // Prepare
  const store = new MappingStore(folder);
  store.save(MAPPING);

  // Act
  store.delete(MAPPING.uuid);

  // Assess
  expect(new MappingStore(folder).all()).toEqual([]);
});

test("a damaged file is named, with the remedy", () => {
  // Prepare
  new MappingStore(folder).save(MAPPING);
  const file = join(folder, "mappings", `${MAPPING.uuid}.json`);
  writeFileSync(file, "{");

  // Act
  const act = () => new MappingStore(folder);

  // Assess
  expect(act).toThrow(`${file} does not hold JSON. Delete it and start again`);
});

test("checkpoints are kept by mapping and shard, and forgotten with the mapping", () => {
  // Prepare
  const store = new CheckpointStore(folder);
  store.save("m", "shard-1", POSITION);

  // Act
  const found = new CheckpointStore(folder).load("m", "shard-1");
  store.delete("m");

  // Assess
  expect(found).toEqual(POSITION);
  expect(store.load("m", "shard-1")).toBeUndefined();
  expect(store.load("never", "shard-1")).toBeUndefined();
});

test("a write that was cut off leaves the old text", () => {
  // Prepare
  const file = join(folder, "deep", "file.json");
  writeAtomically(file, "old");
  writeFileSync(`${file}.tmp`, "ne");

  // Act
  const text = readFileSync(file, "utf8");
  writeAtomically(file, "new");

  // Assess
  expect(text).toBe("old");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(existsSync(`${file}.tmp`)).toBe(false);
});
