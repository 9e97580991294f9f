import type { Server } from "node:http";
import { listen, type Routes } from "../../../console/server/http-server";
import { SandboxError } from "../../../sandbox/sandbox-error";
import { type RawRequest, rawRequest } from "../../sandbox/support/raw-request";

const TOKEN = "token-of-this-test";
const JSON_TYPE = { "content-type": "application/json" };
const posted: unknown[] = [];
let server: Server;
let port: number;
const own = () => ({ authorization: `Bearer ${TOKEN}`, host: `127.0.0.1:${port}` });

const routes: Routes = {
  get: { "/api/look": async (query) => ({ seen: query.get("what") }) },
  post: {
    "/api/do": async (body) => void posted.push(body),
    "/api/wrong": async () => {
      throw new SandboxError("It is wrong.", "Right it.");
    },
    "/api/broken": async () => {
      throw new Error("connect ECONNREFUSED");
    },
  },
  live: (answer) => void answer.end("event: picture\n\n"),
};

beforeAll(async () => {
  ({ server, port } = await listen(routes, TOKEN, 0));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => posted.splice(0));

async function send(request: RawRequest, headers: Record<string, string> = {}) {
  const url = `http://127.0.0.1:${port}`;
  const { status, cors, body } = await rawRequest(url, { ...request, headers: { ...own(), ...headers } });
  expect(cors).toEqual([]);
  return { status, body };
}

const LOOK: RawRequest = { path: "/api/look?what=tables" };
const DO: RawRequest = { method: "POST", path: "/api/do", body: '{"a":1}' };

test("the page of this console may look and change", async () => {
  // Act
  const origin = `http://127.0.0.1:${port}`;
  const looked = await send(LOOK, { "sec-fetch-site": "same-origin" });
  const done = await send(DO, { ...JSON_TYPE, origin, "sec-fetch-site": "same-origin" });
  // Assess
  expect([looked, done]).toEqual([
    { status: 200, body: '{"seen":"tables"}' },
    { status: 200, body: "{}" },
  ]);
  expect(posted).toEqual([{ a: 1 }]);
});

test.each<[string, () => Record<string, string>, number]>([
  ["localhost", () => ({ host: `localhost:${port}` }), 200],
  ["127.0.0.1", () => ({ host: `127.0.0.1:${port}` }), 200],
  ["a name that leads here (DNS rebinding)", () => ({ host: `page.example:${port}` }), 403],
  ["a name below localhost", () => ({ host: `page.localhost:${port}` }), 403],
  ["another port", () => ({ host: "127.0.0.1:1" }), 403],
  ["every address", () => ({ host: `0.0.0.0:${port}` }), 403],
])("a request for %s", async (_, headers, status) => {
  expect((await send(LOOK, headers())).status).toBe(status);
});

test.each<[string, () => Record<string, string>]>([
  ["another origin", () => ({ origin: "https://page.example" })],
  ["an origin that the browser hides", () => ({ origin: "null" })],
  ["another port of this machine", () => ({ origin: "http://127.0.0.1:1" })],
  ["another name of this machine", () => ({ origin: `http://localhost:${port}` })],
  ["another site, without an origin", () => ({ "sec-fetch-site": "cross-site" })],
  ["another port, without an origin", () => ({ "sec-fetch-site": "same-site" })],
])("a page of %s gets nothing, even with the token", async (_, headers) => {
  // Act
  const answers = await Promise.all(
    [LOOK, DO, { path: "/" }, { path: "/main.js" }].map((request) =>
      send(request, { ...JSON_TYPE, ...headers() }),
    ),
  );
  // Assess
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect(posted).toEqual([]);
});

test.each(["", "Bearer ", "Bearer wrong", `Bearer ${TOKEN}x`, TOKEN])(
  "the token %p is refused for everything but the files of the page",
  async (authorization) => {
    // Act
    const requests = [LOOK, DO, { path: "/api/live" }, { path: "/api/none" }];
    const api = await Promise.all(requests.map((one) => send(one, { ...JSON_TYPE, authorization })));
    const page = await send({ path: "/" }, { authorization });
    // Assess
    expect(api.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(posted).toEqual([]);
    expect(page.status).toBe(200);
  },
);

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"])(
  "a change as %s, which a form of another page can send, is refused",
  async (type) => {
    // Act
    const answer = await send(DO, { "content-type": type });
    // Assess
    expect(answer).toEqual({
      status: 415,
      body: "Send JSON, with the header Content-Type: application/json.\n",
    });
    expect(posted).toEqual([]);
  },
);

test("only POST changes something, and only GET looks", async () => {
  // Act
  const answers = await Promise.all([
    send({ path: "/api/do" }),
    send({ method: "PUT", path: "/api/do", body: "{}" }, JSON_TYPE),
    send({ method: "POST", path: "/api/look", body: "{}" }, JSON_TYPE),
    send({ method: "POST", path: "/api/constructor", body: "{}" }, JSON_TYPE),
  ]);
  // Assess
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(posted).toEqual([]);
});

test.each([
  "/../package.json",
  "/%2e%2e/package.json",
  "/..%2fserver/visitors.ts",
  "/page/main.js",
  "/main.ts",
])("%s is no file of the page", async (path) => {
  expect((await send({ path })).status).toBe(404);
});

test("what went wrong is said: the user's own mistake, and what the sandbox answered", async () => {
  // Act
  const answers = await Promise.all([
    send({ method: "POST", path: "/api/wrong", body: "{}" }, JSON_TYPE),
    send({ method: "POST", path: "/api/do", body: "{" }, JSON_TYPE),
    send({ method: "POST", path: "/api/broken", body: "{}" }, JSON_TYPE),
    send({ method: "POST", path: "/api/do", body: `"${"x".repeat(2_000_000)}"` }, JSON_TYPE),
  ]);
  // Assess
  expect(answers).toEqual([
    { status: 400, body: '{"message":"It is wrong.\\nRight it."}' },
    { status: 400, body: '{"message":"The request is not JSON.\\nSend JSON."}' },
    { status: 502, body: '{"message":"connect ECONNREFUSED"}' },
    { status: 400, body: '{"message":"The request is too long.\\nSend at most 2000000 bytes."}' },
  ]);
  expect(posted).toEqual([]);
});

test("every answer keeps browsers from doing more with it than the page needs", async () => {
  // Act
  const answers = await Promise.all(
    ["/", "/main.js", "/api/look", "/none"].map((path) => fetch(`http://127.0.0.1:${port}${path}`)),
  );
  // Assess
  for (const { headers } of answers) {
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'; require-trusted-types-for 'script'");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
  }
});

test("the page has no script and no style of its own in the HTML, which the browser would refuse", async () => {
  // Act
  const { body } = await send({ path: "/" });
  // Assess
  expect(body).toContain('<script type="module" src="main.js"></script>');
  expect(body).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|\sstyle=|https?:\/\//);
});

test("it listens on this machine alone", () => {
  expect(server.address()).toMatchObject({ address: "127.0.0.1" });
});

test("a port in use is one clear message", async () => {
  await expect(listen(routes, TOKEN, port)).rejects.toThrow(
    new SandboxError(
      `Port ${port} of 127.0.0.1 cannot be used: it is in use.`,
      "Choose another with --port, or leave the option out to use a free one.",
    ),
  );
});
