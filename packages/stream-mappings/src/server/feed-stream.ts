import type { IncomingMessage, ServerResponse } from "node:http";
import type { Feed } from "../feed/feed";
import { send } from "./send";
import { secretRefusal } from "./visitors";

/** A listener that has fallen so far behind is dropped: what it was not told must not fill the memory. Bytes. */
const MOST_UNREAD = 8_000_000;

/**
 * Answers `GET /_stream-mappings/events`: one line of JSON per event, for as long as the caller stays. The first line
 * says that every later event will be told.
 */
export function streamFeed(
  feed: Feed,
  secret: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const refused = secretRefusal(incoming, secret);
  if (refused) {
    send(outgoing, refused);
    return;
  }
  outgoing.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  const tell = (event: unknown) => {
    if (outgoing.writableLength > MOST_UNREAD) outgoing.destroy();
    else outgoing.write(`${JSON.stringify(event)}\n`);
  };
  const end = feed.listen(tell);
  outgoing.on("close", end);
  tell({ kind: "listening" });
}
