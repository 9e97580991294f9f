import { readFileSync } from "node:fs";
import { request } from "node:https";
import { rootCertificates } from "node:tls";

/** A request of the API. */
export interface HttpsRequest {
  readonly method: "GET" | "POST" | "PATCH";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** @default none */
  readonly body?: string;
  /** Ends the request when aborted. */
  readonly signal: AbortSignal;
}

/** The whole answer. */
export interface HttpsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * Sends a request and reads the whole answer. Redirects are not followed: they would carry the token to another host.
 * As Terraform does, it trusts the certificates of SSL_CERT_FILE, which `fetch` would ignore.
 */
export function httpsRequest({ method, url, headers, body, signal }: HttpsRequest): Promise<HttpsResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, signal, ca: trusted() }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Certificates to trust; undefined for those of Node.js. */
function trusted(): string[] | undefined {
  const { SSL_CERT_FILE: own, NODE_EXTRA_CA_CERTS: extra } = process.env;
  if (!own) return undefined;
  const files = [own, ...(extra ? [extra] : [])];
  return [...rootCertificates, ...files.map((file) => readFileSync(file, "utf8"))];
}
