import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Slot } from "./merge-runs";
import type { Run } from "./run";

type Attributes = Record<string, AttributeValue>;
type Period = Pick<Run, "start" | "seconds">;

/** A slot as it is in the ledger. */
export interface StoredSlot {
  readonly slot: Slot;
  /** Goes up with every change. */
  readonly version: number;
}

/** The key of the item for one period in one shard. Items of an owner sort by the time of their periods. */
export function keyOf(owner: string, shardId: string, { start, seconds }: Period): Attributes {
  const time = new Date(start * 1000).toISOString().replace(".000Z", "Z");
  return { owner: { S: owner }, slot: { S: `${time}/${seconds}/${shardId}` } };
}

export function toItem(key: Attributes, { slot, version }: StoredSlot): Attributes {
  return {
    ...key,
    version: { N: String(version) },
    runs: { L: slot.runs.map(toMap) },
    unresolved: { L: slot.unresolved.map(toMap) },
  };
}

/** @throws Error if the item is not one that this function wrote */
export function fromItem(item: Attributes, { start, seconds }: Period): StoredSlot {
  const { version, runs, unresolved } = item;
  if (version?.N === undefined || !runs?.L || !unresolved?.L) {
    throw new Error("An item of the ledger is not in the form that this function writes.");
  }
  const toRun = ({ M = {} }: AttributeValue): Run => ({ start, seconds, ...fromMap(M) });
  return {
    version: Number(version.N),
    slot: { runs: runs.L.map(toRun), unresolved: unresolved.L.map(toRun) },
  };
}

function toMap({
  first,
  last,
  inserts,
  modifies,
  removes,
  bytes,
  unmeasured,
  sums,
  sketch,
}: Run): AttributeValue {
  const numbers = { inserts, modifies, removes, bytes, unmeasured };
  return {
    M: {
      first: { S: first },
      last: { S: last },
      ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, { N: String(value) }])),
      // Text: a sum may have more than the 38 digits of DynamoDB's numbers.
      sums: { M: Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, { S: sum }])) },
      ...(sketch !== undefined && { sketch: { B: Buffer.from(sketch, "base64") } }),
    },
  };
}

function fromMap(map: Attributes): Omit<Run, "start" | "seconds"> {
  const count = (name: string) => Number(map[name]?.N);
  const sketch = map.sketch?.B;
  return {
    first: map.first?.S ?? "",
    last: map.last?.S ?? "",
    inserts: count("inserts"),
    modifies: count("modifies"),
    removes: count("removes"),
    bytes: count("bytes"),
    unmeasured: count("unmeasured"),
    sums: Object.fromEntries(Object.entries(map.sums?.M ?? {}).map(([name, { S = "0" }]) => [name, S])),
    ...(sketch && { sketch: Buffer.from(sketch).toString("base64") }),
  };
}
