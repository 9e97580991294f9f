import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { setTimeout as sleep } from "node:timers/promises";
import { rootSecret } from "../../sandbox/secret";
import type { SandboxState } from "../../sandbox/state-folder";
import type { Happening } from "./happening";

/** Pause before a service that does not answer is asked again. Milliseconds. */
const RETRY_MS = 1_000;

/**
 * What the mappings of the sandbox do, as it happens, until the signal fires. While no sandbox answers, it waits for one.
 * @param running finds the sandbox, and throws if none is running
 * @param heard is told each happening, one after the other
 */
export async function readFeed(
  running: () => SandboxState,
  heard: (happening: Happening) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const line of linesOf(running().streamMappings.url, signal)) {
        const event = JSON.parse(line) as Happening | { readonly kind: "listening" };
        if (event.kind !== "listening") await heard(event);
      }
    } catch {
      // The picture says that the sandbox does not answer.
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}

async function* linesOf(url: string, signal: AbortSignal): AsyncIterable<string> {
  const headers = { authorization: `Bearer ${rootSecret()}` };
  const { ok, status, body } = await fetch(`${url}/_stream-mappings/events`, { headers, signal });
  if (!ok || !body) throw new Error(`the service answered ${status}`);
  yield* createInterface({ input: Readable.fromWeb(body as ReadableStream, { signal }) });
}
