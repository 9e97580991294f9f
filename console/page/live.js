import { headers } from "./api.js";

/** Pause before the console is asked again. Milliseconds. */
const RETRY_MS = 1000;

/**
 * Listens to server-sent events for as long as the page is open. EventSource cannot send the token in a header.
 * @param {Record<string, (data: unknown) => void>} on what to do with each kind of event
 * @param {(state: "live" | "lost" | "refused", message: string) => void} connection
 */
export async function listen(on, connection) {
  for (;;) {
    try {
      const answer = await fetch("/api/live", { headers: headers() });
      if (answer.status === 401) return connection("refused", await answer.text());
      if (!answer.ok) throw new Error(await answer.text());
      connection("live", "Live");
      await readEvents(answer.body, on);
    } catch {
      // The console was stopped or the connection broke; both look alike from here.
    }
    connection("lost", "Not connected: the console was stopped. Trying again…");
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** HTML standard, server-sent events; the console's are one line of data each. */
async function readEvents(body, on) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const frames = (text + value).split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      const [, name, data] = /^event: (\S+)\ndata: (.*)$/.exec(frame) ?? [];
      if (name !== undefined) on[name]?.(JSON.parse(data));
    }
  }
}
