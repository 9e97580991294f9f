import type { ServerResponse } from "node:http";

/** A page that has fallen so far behind is dropped, and comes back for the whole picture. Bytes. */
const MOST_UNREAD = 4_000_000;

/** The pages that are open, each with a stream of server-sent events. */
export class Audience {
  private readonly pages = new Set<ServerResponse>();

  /** @param grown is called when a page has come */
  constructor(private readonly grown: () => void) {}

  get isEmpty(): boolean {
    return this.pages.size === 0;
  }

  /** Takes a page in. @param greeting events that bring it up to date */
  join(page: ServerResponse, greeting: readonly [name: string, data: unknown][]): void {
    page.writeHead(200, { "content-type": "text/event-stream" });
    for (const [name, data] of greeting) page.write(frame(name, data));
    this.pages.add(page);
    page.on("close", () => this.pages.delete(page));
    this.grown();
  }

  /** Tells all pages. */
  tell(name: string, data: unknown): void {
    const text = frame(name, data);
    for (const page of this.pages) {
      if (page.writableLength > MOST_UNREAD) page.destroy();
      else page.write(text);
    }
  }

  /** Ends all streams. */
  dismiss(): void {
    for (const page of this.pages) page.end();
  }
}

/** HTML standard, server-sent events. JSON has no line breaks. */
function frame(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
