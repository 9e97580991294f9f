import type { FoundBatch } from "./find-batches";

/**
 * Sorts batches into lanes: those of one lane are handed over one after the other, lanes side by side. Batches of one
 * shard share a lane, and so do batches with changes of the same item: after a shard was split, later changes of an item
 * are in another shard; after the stream was made again, in another stream.
 */
export function lanesOf(batches: readonly FoundBatch[]): FoundBatch[][] {
  const parents = batches.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] ?? root;
    // The way is made shorter, so that finding the root stays cheap.
    parents[index] = root;
    return root;
  };
  const firstWith = new Map<string, number>();
  for (const [index, { batch, items }] of batches.entries()) {
    for (const mark of [`${batch.streamArn} ${batch.shardId}`, ...items]) {
      const first = firstWith.get(mark);
      if (first === undefined) firstWith.set(mark, index);
      else parents[rootOf(index)] = rootOf(first);
    }
  }
  const lanes = new Map<number, FoundBatch[]>();
  for (const [index, found] of batches.entries()) {
    const root = rootOf(index);
    const lane = lanes.get(root);
    if (lane) lane.push(found);
    else lanes.set(root, [found]);
  }
  return [...lanes.values()].map((lane) => lane.sort(byAge));
}

/** Older streams first, then by sequence number, which has up to 40 digits. */
function byAge({ batch: a }: FoundBatch, { batch: b }: FoundBatch): number {
  const [labelA, labelB] = [labelOf(a.streamArn), labelOf(b.streamArn)];
  if (labelA !== labelB) return labelA < labelB ? -1 : 1;
  const [firstA, firstB] = [BigInt(a.firstSequenceNumber), BigInt(b.firstSequenceNumber)];
  if (firstA !== firstB) return firstA < firstB ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The label of a stream is the time at which it was made. */
function labelOf(streamArn: string): string {
  return streamArn.split("/stream/")[1] ?? "";
}
