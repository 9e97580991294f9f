/**
 * Bytes that a function takes in one synchronous invocation: 6 MB (Lambda Developer Guide, "Lambda quotas"), less what
 * the members beside the records take.
 */
export const EVENT_BYTES = 6 * 1024 * 1024 - 1024;

/** How much fits into one event. */
export interface ChunkLimits {
  readonly records: number;
  /** @default {@link EVENT_BYTES} */
  readonly bytes?: number;
}

/** Records in their order, cut into pieces that each fit into an event. A record that is too large stands alone. */
export function chunksOf<T>(
  records: readonly T[],
  { records: most, bytes = EVENT_BYTES }: ChunkLimits,
): T[][] {
  const chunks: T[][] = [];
  let size = 0;
  for (const record of records) {
    const length = Buffer.byteLength(JSON.stringify(record)) + 1;
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < most && size + length <= bytes) {
      chunk.push(record);
      size += length;
    } else {
      chunks.push([record]);
      size = length;
    }
  }
  return chunks;
}
