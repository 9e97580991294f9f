import { request } from "node:http";
import { text } from "node:stream/consumers";

/** A request as it goes over the wire; `fetch` would not send every header. */
export interface RawRequest {
  /** @default GET */
  readonly method?: string;
  readonly path: string;
  /** `host` replaces the one of the URL. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer with any status. */
export interface RawAnswer {
  readonly status: number | undefined;
  /** Names of headers that would let a web page read it. */
  readonly cors: readonly string[];
  readonly body: string;
}

/** Sends a request to a server of this machine. */
export function rawRequest(
  url: string,
  { method = "GET", path, headers, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers }, async (incoming) => {
      const cors = Object.keys(incoming.headers).filter((name) => name.startsWith("access-control-"));
      resolve({ status: incoming.statusCode, cors, body: await text(incoming) });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Headers that name an account's root as the sender, with a signature that proves nothing. */
export function unprovenRoot(accountId: string, service: string): Record<string, string> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const scope = `${date.slice(0, 8)}/eu-central-1/${service}/aws4_request`;
  const signature = `SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${accountId}/${scope}, ${signature}`,
    "x-amz-date": date,
  };
}
