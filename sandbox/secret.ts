import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { statePath } from "./state-folder";

/** The secret access key that emulators commonly take; nothing that the sandbox starts takes it. */
const COMMON_SECRET = "test";
/** As many characters as in AWS's secret access keys. */
const BYTES = 20;

/** A secret that nobody can guess. */
export function newSecret(): string {
  return randomBytes(BYTES).toString("hex");
}

/** The file with the secret of the accounts' roots; only its owner can read it. */
export function secretFile(): string {
  return statePath("secret");
}

/**
 * Keeps the secret that the roots of the sandbox's accounts have until it is stopped.
 * @throws Error if the state folder cannot be written to
 */
export function writeSecret(secret: string): void {
  writeSecretFile(secretFile(), secret);
}

/** Writes a secret to a new file that only its owner can read. */
export function writeSecretFile(file: string, secret: string): void {
  // An existing file would keep its permissions.
  rmSync(file, { force: true });
  writeFileSync(file, secret, { mode: 0o600, flag: "wx" });
}

/**
 * The secret of an emulator that the user runs: the variable SANDBOX_SECRET.
 * @default "test", which emulators commonly take
 */
export function foreignSecret(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.SANDBOX_SECRET || COMMON_SECRET;
}

/** The secret access key of every account's root in the sandbox. Without a sandbox, the one that no sandbox takes. */
export function rootSecret(): string {
  try {
    return readFileSync(secretFile(), "utf8");
  } catch {
    return COMMON_SECRET;
  }
}
