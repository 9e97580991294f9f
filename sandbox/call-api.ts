import { request } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsCredentialIdentity } from "@smithy/types";
import { type HttpAnswer, readAnswer } from "../packages/stream-mappings/src/aws/http-answer";
import { NodeSha256 } from "../packages/stream-mappings/src/aws/node-hash";
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

/**
 * Calls an HTTP API of the sandbox. The API's host name need not resolve: the emulator knows it by the `Host` header.
 * @throws Error if the emulator cannot be reached
 */
export async function callApi(
  { emulatorUrl, region }: Pick<SandboxState, "emulatorUrl" | "region">,
  { url, query = {}, headers: given = {}, credentials }: ApiRequest,
): Promise<HttpAnswer> {
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
    ? await new SignatureV4({ credentials, region, service: "execute-api", sha256: NodeSha256 }).sign(
        unsigned,
      )
    : unsigned;
  // The signature counts a space as %20.
  const search = new URLSearchParams(query).toString().replaceAll("+", "%20");
  return get(new URL(emulatorUrl), search === "" ? pathname : `${pathname}?${search}`, headers);
}

function get(emulator: URL, path: string, headers: Record<string, string>): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: emulator.hostname, port: emulator.port, path, headers }, (incoming) =>
      resolve(readAnswer(incoming)),
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}
