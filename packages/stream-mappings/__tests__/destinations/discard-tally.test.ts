import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFrom } from "../../src/api/settings";
import { talliesIn, withBatch } from "../../src/destinations/discard-tally";
import type { Mapping } from "../../src/model/mapping";
import { statusReport } from "../../src/server/status";
import { MappingStore } from "../../src/store/mapping-store";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mappingOf = (settings: Record<string, unknown> = {}) =>
  ({ uuid: "mapping", account: "222222222222", settings: settingsFrom(settings), tags: {} }) as Mapping;

test("batches that were delivered and batches that were lost count apart; the last one has its time and key", () => {
  // Act
  const first = withBatch(undefined, { records: 2, at: 10, delivered: true, key: "one" });
  const second = withBatch(first, { records: 3, at: 20, delivered: true, key: "two" });
  const third = withBatch(second, { records: 4, at: 30, delivered: false });

  // Assess
  expect(third).toEqual({
    deliveredBatches: 2,
    deliveredRecords: 5,
    lostBatches: 1,
    lostRecords: 4,
    lastAt: 30,
    lastKey: "two",
  });
});

test("a tally outlives the service, goes with its mapping, and stands in the status", () => {
  // Prepare
  const destination = "arn:aws:sqs:eu-central-1:222222222222:discarded";
  const store = new MappingStore(folder);
  store.save(mappingOf({ DestinationConfig: { OnFailure: { Destination: destination } } }));
  const tally = talliesIn(store);

  // Act
  tally("mapping", { records: 1, at: 10, delivered: true });
  tally("unknown", { records: 1, at: 10, delivered: true });
  const restarted = statusReport(new MappingStore(folder), () => undefined);
  store.delete("mapping");
  tally("mapping", { records: 1, at: 20, delivered: true });

  // Assess
  const counted = { deliveredBatches: 1, deliveredRecords: 1, lostBatches: 0, lostRecords: 0, lastAt: 10 };
  expect(restarted.mappings).toMatchObject([{ onFailureDestination: destination, discarded: counted }]);
  expect(new MappingStore(folder).all()).toEqual([]);
});

test("the status names the key of filters only if a mapping has one", () => {
  // Prepare
  const store = new MappingStore(folder);
  store.save(mappingOf());
  const without = statusReport(store, () => undefined);
  store.save(mappingOf({ KMSKeyArn: "arn:aws:kms:eu-central-1:222222222222:key/k" }));

  // Act
  const { settingsNotActedOn } = statusReport(store, () => undefined);

  // Assess
  expect(without.mappings).toMatchObject([{ onFailureDestination: null, discarded: null }]);
  expect(without.settingsNotActedOn).toEqual([]);
  expect(settingsNotActedOn).toEqual(["KMSKeyArn (filters are kept in clear)"]);
});
