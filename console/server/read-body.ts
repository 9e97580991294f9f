import type { IncomingMessage } from "node:http";
import { SandboxError } from "../../sandbox/sandbox-error";

/** An item has at most 400 KB; its JSON may be longer. */
const MOST_BYTES = 2_000_000;

/**
 * The JSON of a request.
 * @throws SandboxError if it is not JSON, or too long
 */
export async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES)
      throw new SandboxError("The request is too long.", `Send at most ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new SandboxError("The request is not JSON.", "Send JSON.");
  }
}
