import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../programs/run-program";
import type { Tool } from "../../programs/tools";
import { type LockOptions, withLock } from "../lock";
import { virtualEnvironmentPath } from "../state-folder";

const REQUIREMENTS = join(__dirname, "requirements.txt");

/** The virtual environment's Python. */
export function emulatorPython(): string {
  return virtualEnvironmentPath("bin", "python");
}

/** Whether the pinned emulator is installed for this Python. */
export function isEmulatorInstalled(python: Tool): boolean {
  const stamp = virtualEnvironmentPath("installed");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint(python);
}

/**
 * Installs the pinned emulator into a virtual environment, unless it is installed. All sandboxes of a checkout share the
 * environment, so only one process at a time installs it.
 * @throws SandboxError if Python cannot create the environment, or a package cannot be downloaded or does not have the
 * pinned hash
 */
export function installEmulator(python: Tool, options: LockOptions = {}): Promise<void> {
  return withLock(`${virtualEnvironmentPath()}.lock`, options, () => install(python, options.signal));
}

async function install(python: Tool, signal?: AbortSignal): Promise<void> {
  if (isEmulatorInstalled(python)) return;
  rmSync(virtualEnvironmentPath(), { recursive: true, force: true });
  await runProgram(python.command, ["-m", "venv", virtualEnvironmentPath()], {
    signal,
    remedy: "Python needs its module venv: on Debian and Ubuntu, install the package python3-venv.",
  });
  const arguments_ = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"];
  await runProgram(emulatorPython(), [...arguments_, "--requirement", REQUIREMENTS], {
    signal,
    remedy:
      "The emulator is installed once, from PyPI. Check the network, or configure pip's index (PIP_INDEX_URL). To use an emulator that is already running, set SANDBOX_ENDPOINT.",
  });
  // Written last, so that an interrupted installation starts again.
  writeFileSync(virtualEnvironmentPath("installed"), fingerprint(python));
}

function fingerprint(python: Tool): string {
  const pins = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
  return `${python.version} ${pins}\n`;
}
