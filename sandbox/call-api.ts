import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsCredentialIdentity } from "@smithy/types";
import type { SandboxState } from "./state-folder";

/** A GET request to an HTTP API of the sandbox. */
export interface ApiRequest {
  /** URL of the route, as the stack's output gives it. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Signs the request, as AWS_IAM authorization asks for.
   * @default unsigned
   */
  readonly credentials?: AwsCredentialIdentity;
}

/** The API's answer, with any status. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/**
 * Calls an HTTP API of the sandbox. The API's host name need not resolve: the emulator knows it by the `Host` header.
 * @throws Error if the emulator cannot be reached
 */
export async function callApi(
  { emulatorUrl, region }: Pick<SandboxState, "emulatorUrl" | "region">,
  { url, query = {}, headers: given = {}, credentials }: ApiRequest,
): Promise<ApiAnswer> {
  const { host, hostname, pathname } = new URL(url);
  const unsigned = {
    method: "GET",
    protocol: "http:",
    hostname,
    path: pathname,
    headers: { ...given, host },
    query: { ...query },
  };
  const { headers } = credentials
    ? await new SignatureV4({ credentials, region, service: "execute-api", sha256: Sha256 }).sign(unsigned)
    : unsigned;
  // The signature counts a space as %20.
  const search = new URLSearchParams(query).toString().replaceAll("+", "%20");
  return get(new URL(emulatorUrl), search === "" ? pathname : `${pathname}?${search}`, headers);
}

/** `fetch` would replace the `Host` header. */
function get(emulator: URL, path: string, headers: Record<string, string>): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: emulator.hostname, port: emulator.port, path, headers }, (incoming) =>
      read(incoming).then(resolve, reject),
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

async function read(incoming: IncomingMessage): Promise<ApiAnswer> {
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await text(incoming) };
}
