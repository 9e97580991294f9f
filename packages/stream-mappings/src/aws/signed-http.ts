import { Agent, request } from "node:http";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { type HttpAnswer, readAnswer } from "./http-answer";
import { rootCredentials, type Scope } from "./identity";

/** A call to one service of the emulator. */
export interface SignedCall extends Scope {
  /** Signing name of the service, e.g. `dynamodb`. */
  readonly service: string;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The emulator closed a connection that was kept open just when it was used again; the call has not reached it. */
class StaleConnection extends Error {}

/**
 * Sends signed calls to the emulator as an account's root. The two calls on the hot path (GetRecords and
 * Invoke) go through here instead of an SDK client: a stream record must reach the function as it is on
 * the wire, and an SDK would decode and encode every attribute value on the way.
 */
export class SignedHttp {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });
  private readonly signers = new Map<string, SignatureV4>();
  private readonly endpoint: URL;

  /** @param secret the secret access key of the accounts' roots */
  constructor(
    upstream: string,
    private readonly secret: string,
  ) {
    this.endpoint = new URL(upstream);
  }

  /**
   * @param timeoutMs how long to wait for the whole answer
   * @throws Error when the emulator cannot be reached or does not answer in time
   */
  async send(call: SignedCall, timeoutMs = 30_000): Promise<HttpAnswer> {
    const signed = await this.signer(call).sign({
      method: call.method,
      protocol: "http:",
      hostname: this.endpoint.hostname,
      port: Number(this.endpoint.port),
      path: call.path,
      query: call.query ?? {},
      headers: { ...call.headers, host: this.endpoint.host },
      body: call.body,
    });
    const search = new URLSearchParams(call.query).toString();
    const target = search === "" ? call.path : `${call.path}?${search}`;
    const transmit = () => this.transmit(call, target, signed.headers, timeoutMs);
    return transmit().catch((error: unknown) => {
      if (error instanceof StaleConnection) return transmit();
      throw error;
    });
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.agent.destroy();
  }

  private signer({ account, region, service }: SignedCall): SignatureV4 {
    const key = `${account}/${region}/${service}`;
    const known = this.signers.get(key);
    if (known) return known;
    const signer = new SignatureV4({
      credentials: rootCredentials(account, this.secret),
      region,
      service,
      sha256: Sha256,
    });
    this.signers.set(key, signer);
    return signer;
  }

  private transmit(
    call: SignedCall,
    target: string,
    headers: Record<string, string>,
    timeoutMs: number,
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent: this.agent,
          host: this.endpoint.hostname,
          port: this.endpoint.port,
          method: call.method,
          path: target,
          headers: { ...headers, "content-length": String(Buffer.byteLength(call.body ?? "")) },
          timeout: timeoutMs,
        },
        (incoming) => resolve(readAnswer(incoming)),
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
      outgoing.on("error", (error: NodeJS.ErrnoException) =>
        reject(outgoing.reusedSocket && error.code === "ECONNRESET" ? new StaleConnection() : error),
      );
      outgoing.end(call.body);
    });
  }
}
