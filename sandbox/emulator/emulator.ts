import { join } from "node:path";
import { clean } from "../clean-environment";
import { startDaemon } from "../daemon";
import { SandboxError } from "../sandbox-error";
import { secretFile } from "../secret";
import { type DaemonState, statePath } from "../state-folder";
import { emulatorPython } from "./virtual-environment";

const LAUNCHER = join(__dirname, "launcher.py");
/** It starts in under 4 s on two cores; a busy machine gets ten times that. */
const START_TIMEOUT_MS = 40_000;

/**
 * Starts the emulator on a port of 127.0.0.1; it checks signatures and policies. The secret must be written before.
 * @throws SandboxError if it ends or is not ready in time
 */
export async function startEmulator(
  port: number,
  region: string,
  signal?: AbortSignal,
): Promise<DaemonState> {
  const url = `http://127.0.0.1:${port}`;
  const daemon = await startDaemon({
    name: "local AWS emulator",
    command: emulatorPython(),
    args: [LAUNCHER],
    environment: emulatorVariables(port, region),
    logFile: statePath("run", "emulator.log"),
    isReady: () => answers(url),
    timeoutMs: START_TIMEOUT_MS,
    signal,
  });
  return { ...daemon, url };
}

/**
 * The base URL of an emulator that the sandbox did not start.
 * @param endpoint the value of SANDBOX_ENDPOINT
 * @throws SandboxError if it is not a URL or nothing answers there
 */
export async function checkEndpoint(endpoint: string): Promise<string> {
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw new SandboxError(
      `SANDBOX_ENDPOINT is "${endpoint}", which is not a URL.`,
      "Set it to the emulator's base URL, such as http://127.0.0.1:4566, or unset it to let the sandbox start one.",
    );
  }
  const url = new URL(endpoint).origin;
  if (await answers(url)) return url;
  throw new SandboxError(
    `No emulator answers at ${url} (SANDBOX_ENDPOINT).`,
    "Start it, or unset SANDBOX_ENDPOINT to let the sandbox start one.",
  );
}

/** Whether anything answers HTTP requests at a URL, if only to refuse them. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  }
}

/** The emulator passes its own variables on to every function that it runs, so it gets none of the user's. */
function emulatorVariables(port: number, region: string): NodeJS.ProcessEnv {
  return {
    ...clean(process.env),
    AUTH: "true",
    ROOT_SECRET_FILE: secretFile(),
    GATEWAY_PORT: String(port),
    BIND_HOST: "127.0.0.1",
    MINISTACK_REGION: region,
    TMPDIR: statePath("run"),
    S3_DATA_DIR: statePath("run", "s3"),
    STATE_DIR: statePath("run", "state"),
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    LOG_LEVEL: "WARNING",
  };
}
