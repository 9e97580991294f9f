import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { StreamNews } from "../../src/news/stream-news";
import { Bell } from "../../src/waiting/bell";

/** An emulator that answers each question about news as a test says. */
class NewsServer {
  readonly asked: string[] = [];
  private readonly server: Server;
  private readonly waiting: ServerResponse[] = [];
  private readonly questions = new Bell();

  constructor() {
    this.server = createServer((request, response) => {
      this.asked.push(`${request.url} ${request.headers.authorization}`);
      this.waiting.push(response);
      this.questions.ring();
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers the question that waits, or the next one. */
  async answer(status: number, body: unknown): Promise<void> {
    while (this.waiting.length === 0) await this.questions.wait(undefined, new AbortController().signal);
    this.waiting.shift()?.writeHead(status).end(JSON.stringify(body));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const server = new NewsServer();
const never = new AbortController().signal;
const logged: string[] = [];
let news: StreamNews;

beforeAll(async () => {
  const source = { upstream: await server.listen(), path: "/news", secret: "a-secret" };
  news = new StreamNews(source, (event, fields) => logged.push(`${event}: ${fields?.message}`));
  news.start();
});

afterAll(() => {
  news.stop();
  server.close();
});

test("news of a stream rings its bells and no others, and is asked for from where it ended", async () => {
  // Prepare
  const [first, second, other, gone] = [new Bell(), new Bell(), new Bell(), new Bell()];
  let otherRang = false;
  void other.wait(undefined, never).then(() => {
    otherRang = true;
  });
  let goneRang = false;
  void gone.wait(undefined, never).then(() => {
    goneRang = true;
  });
  news.enter("a", first);
  news.enter("a", second);
  news.enter("b", other);
  news.enter("a", gone)();
  const before = news.isFollowed;

  // Act
  await server.answer(200, { next: 7, streams: ["a", "unknown"] });
  await Promise.all([first.wait(undefined, never), second.wait(undefined, never)]);

  // Assess
  expect([before, news.isFollowed, otherRang, goneRang]).toEqual([false, true, false, false]);
  await server.answer(200, { next: 7, streams: [] });
  expect(server.asked.slice(0, 2)).toEqual([
    "/news?after=0 Bearer a-secret",
    "/news?after=7 Bearer a-secret",
  ]);
});

test.each([
  [500, {}, "the emulator answered 500 about news"],
  [200, { next: "7" }, "the emulator's news have an unknown form"],
])(
  "when news is lost (%s), every reader looks for itself, until it comes again",
  async (status, body, text) => {
    // Prepare
    const bell = new Bell();
    await server.answer(200, { next: 7, streams: [] });
    news.enter("c", bell);

    // Act
    await server.answer(status, body);
    await bell.wait(undefined, never);
    const lost = news.isFollowed;
    await server.answer(200, { next: 8, streams: ["c"] });
    await bell.wait(undefined, never);

    // Assess
    expect([lost, news.isFollowed]).toEqual([false, true]);
    expect(logged.at(-1)).toBe(`news-lost: ${text}`);
  },
);

test("without a source nothing is asked, and nothing is followed", () => {
  // Prepare
  const none = new StreamNews(undefined, () => undefined);

  // Act
  none.start();

  // Assess
  expect(none.isFollowed).toBe(false);
});
