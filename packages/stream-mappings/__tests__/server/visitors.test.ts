import type { IncomingMessage } from "node:http";
import { withoutCors, withoutCorsLines } from "../../src/server/cors";
import { secretRefusal, visitorRefusal } from "../../src/server/visitors";

/** A call with the headers that these functions look at. */
function call(headers: Record<string, string>, hosts: string[] = ["127.0.0.1:4567"]): IncomingMessage {
  return { headers, headersDistinct: { host: hosts } } as unknown as IncomingMessage;
}

test.each([
  "127.0.0.1:4567",
  "127.0.0.1",
  "localhost:4567",
  "LOCALHOST",
  "[::1]:4567",
  "abcd.execute-api.localhost:80",
])("a call for %s is answered", (host) => {
  expect(visitorRefusal(call({}, [host]))).toBeUndefined();
});

test("a call of which the browser says that the user made it is answered", () => {
  expect(visitorRefusal(call({ "sec-fetch-site": "none" }))).toBeUndefined();
});

test.each([
  ["page.example", ["page.example:4567"]],
  ["a name that begins with this machine's", ["localhost.page.example"]],
  ["a name that ends with this machine's", ["page.example-localhost"]],
  ["every address", ["0.0.0.0:4567"]],
  ["no host", []],
  ["two hosts", ["127.0.0.1", "page.example"]],
])("a call for %s is refused", (_, hosts) => {
  expect(visitorRefusal(call({}, hosts))).toEqual({
    status: 403,
    errorType: "AccessDeniedException",
    body: { message: "The service answers only requests for localhost." },
  });
});

test.each([
  ["an origin", { origin: "https://page.example" }],
  ["an origin that the browser hides", { origin: "null" }],
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["a site on this machine", { "sec-fetch-site": "same-origin" }],
])("a call from %s is refused", (_, headers) => {
  expect(visitorRefusal(call(headers))).toEqual({
    status: 403,
    errorType: "AccessDeniedException",
    body: { message: "The service does not answer web pages." },
  });
});

test.each([
  ["none", {}, 403],
  ["another", { authorization: "Bearer other" }, 403],
  ["another one of the same length", { authorization: "Bearer sekrit" }, 403],
  ["the right", { authorization: "Bearer secret" }, undefined],
] as const)("with %s secret, what needs one answers accordingly", (_, headers, status) => {
  expect(secretRefusal(call(headers), "secret")?.status).toBe(status);
});

test("an answer loses the headers that let a page read it, and no others", () => {
  // Prepare
  const headers = { "content-type": "text/plain", "access-control-allow-origin": "*" };
  const lines = ["Access-Control-Allow-Origin", "*", "Content-Type", "access-control-like"];
  // Act
  const kept = [withoutCors(headers), withoutCorsLines(lines)];
  // Assess
  expect(kept).toEqual([{ "content-type": "text/plain" }, ["Content-Type", "access-control-like"]]);
});
