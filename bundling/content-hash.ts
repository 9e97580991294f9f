import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

/** A younger file may change again without a new time: clocks of file systems tick in milliseconds. */
const SETTLED_AFTER_MS = 1000;

/** Hashes of files, each with the state of the file that it belongs to. */
const KNOWN = new Map<string, { readonly state: string; readonly hash: string }>();

/**
 * SHA-256 of a file, hexadecimal. Functions share most of their inputs, so a file that has not changed is read once.
 * @param file absolute path
 * @returns undefined if the file cannot be read
 */
export function contentHash(file: string): string | undefined {
  try {
    const { ino, size, mtimeNs, ctimeNs, ctimeMs } = statSync(file, { bigint: true });
    const state = `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
    const known = KNOWN.get(file);
    if (known?.state === state) return known.hash;
    const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
    if (Date.now() - Number(ctimeMs) > SETTLED_AFTER_MS) KNOWN.set(file, { state, hash });
    return hash;
  } catch {
    return undefined;
  }
}
