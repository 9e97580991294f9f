import { deflateRawSync, inflateRawSync } from "node:zlib";

/**
 * A HyperLogLog sketch: how many different keys were seen, in 4,096 registers of one byte. Its standard error is
 * 1.04 / √4096 = 1.6 % (Flajolet et al. 2007). Sketches are joined by the greater of each two registers, so keys that
 * several windows and shards saw count once.
 */
export type Sketch = Uint8Array;

const INDEX_BITS = 12;

export function emptySketch(): Sketch {
  return new Uint8Array(1 << INDEX_BITS);
}

/** Notes a key. The hash is for good: sketches in the ledger are joined with those of later versions. */
export function addKey(sketch: Sketch, key: string): void {
  let index = 0x9e3779b9;
  let pattern = 0x85ebca6b;
  for (let place = 0; place < key.length; place += 1) {
    const code = key.charCodeAt(place);
    index = Math.imul(index ^ code, 0x9e3779b1);
    pattern = Math.imul(pattern ^ code, 0x5f356495);
  }
  index = mixed(index ^ (pattern >>> 15));
  pattern = mixed(pattern ^ Math.imul(index, 0xc2b2ae35));
  const register = index >>> (32 - INDEX_BITS);
  const rank = Math.clz32(pattern) + 1;
  if (rank > (sketch[register] ?? 0)) sketch[register] = rank;
}

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's. */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Base64 of the compressed registers: few keys take few bytes. */
export function encodeSketch(sketch: Sketch): string {
  return deflateRawSync(sketch, { level: 1 }).toString("base64");
}

/** @throws Error if the text is not a sketch */
export function decodeSketch(text: string): Sketch {
  const registers = inflateRawSync(Buffer.from(text, "base64"));
  if (registers.length !== 1 << INDEX_BITS) throw new Error("A sketch has the wrong number of registers.");
  return Uint8Array.from(registers);
}
