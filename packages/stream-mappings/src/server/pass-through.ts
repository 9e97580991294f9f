import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { withoutCorsLines } from "./cors";
import { sendUnavailable } from "./send";

/** An answer of the emulator, read to its end. */
export interface ForwardedAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/**
 * Hands calls on to the emulator as they came: method, raw path and query, every header and the Host that was
 * signed, so that the signature still holds.
 */
export class PassThrough {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly endpoint: URL;

  constructor(upstream: string) {
    this.endpoint = new URL(upstream);
  }

  /** Streams the call to the emulator and the answer back. */
  pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const upstream = this.open(incoming, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, withoutCorsLines(answer.rawHeaders));
      answer.pipe(outgoing);
    });
    upstream.on("error", (error) => sendUnavailable(outgoing, error));
    outgoing.on("close", () => upstream.destroy());
    incoming.pipe(upstream);
  }

  /**
   * Sends a call whose body was read already, and reads the answer.
   * @throws Error when the emulator cannot be reached
   */
  forward(incoming: IncomingMessage, body: Buffer): Promise<ForwardedAnswer> {
    return new Promise((resolve, reject) => {
      const upstream = this.open(incoming, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      });
      upstream.on("error", reject);
      upstream.end(body);
    });
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.agent.destroy();
  }

  private open(incoming: IncomingMessage, onAnswer: (answer: IncomingMessage) => void) {
    return request(
      {
        agent: this.agent,
        host: this.endpoint.hostname,
        port: this.endpoint.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.rawHeaders,
        setHost: false,
      },
      onAnswer,
    );
  }
}
