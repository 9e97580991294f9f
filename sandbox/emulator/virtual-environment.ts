import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LockOptions, withLock } from "../lock";
import { runProgram } from "../run-program";
import { virtualEnvironmentPath } from "../state-folder";
import type { Tool } from "../tools";

const REQUIREMENTS = join(__dirname, "requirements.txt");

/** The virtual environment's Python. */
export function emulatorPython(): string {
  return virtualEnvironmentPath("bin", "python");
}

/** Whether the pinned emulator is installed, for the same Python and the same pins. */
export function isEmulatorInstalled(python: Tool): boolean {
  const stamp = virtualEnvironmentPath("installed");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint(python);
}

/**
 * Makes a virtual environment with the pinned emulator, unless it is there. All sandboxes of a checkout share it, so
 * one at a time makes it.
 * @throws SandboxError if Python cannot make one, or a package cannot be had or has another hash than the pinned one.
 */
export function installEmulator(python: Tool, options: LockOptions = {}): Promise<void> {
  return withLock(`${virtualEnvironmentPath()}.lock`, options, () => install(python, options.signal));
}

async function install(python: Tool, signal?: AbortSignal): Promise<void> {
  if (isEmulatorInstalled(python)) return;
  rmSync(virtualEnvironmentPath(), { recursive: true, force: true });
  await runProgram(python.command, ["-m", "venv", virtualEnvironmentPath()], {
    signal,
    remedy: "Python needs its venv module: on Debian and Ubuntu it is the package python3-venv.",
  });
  const arguments_ = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"];
  await runProgram(emulatorPython(), [...arguments_, "--requirement", REQUIREMENTS], {
    signal,
    remedy:
      "The emulator is installed from PyPI once: check the network, or pip's own configuration of an index (PIP_INDEX_URL). A running emulator can be used instead through SANDBOX_ENDPOINT.",
  });
  // Written last: an installation that was interrupted is made anew.
  writeFileSync(virtualEnvironmentPath("installed"), fingerprint(python));
}

function fingerprint(python: Tool): string {
  const pins = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
  return `${python.version} ${pins}\n`;
}
