import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a call was: the action that was asked for, and the access key that signed it. */
export interface Call {
  readonly action: string;
  readonly accessKey: string;
}

/** STS and DynamoDB on a free port of this machine, for the SDK's own machinery. */
export class LocalAws {
  readonly calls: Call[] = [];
  /** Bodies of the calls, in the same order. */
  readonly bodies: string[] = [];
  /** Body of the answers to Scan. */
  scanAnswer = '{"Items":[]}';
  /** Whether STS gives the role. */
  trusts = true;
  /** The access key of the next session of the role. */
  roleKey = "ASIAROLE";
  /** The access key that DynamoDB accepts. Sessions with another one are dead. */
  liveKey = "ASIAROLE";

  /** How many calls are answered; those after them get no answer at all. */
  answered = Number.POSITIVE_INFINITY;

  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        this.bodies.push(Buffer.concat(chunks).toString());
        const action = String(request.headers["x-amz-target"] ?? "AssumeRole").replace(/^.*\./, "");
        const accessKey = /Credential=([^/]+)/.exec(String(request.headers.authorization))?.[1] ?? "none";
        this.calls.push({ action, accessKey });
        if (this.calls.length > this.answered) return;
        const answer = action === "Scan" ? this.#scan(accessKey) : this.#sts();
        response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(answer.body);
      });
    });
  }

  static async start(): Promise<LocalAws> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new LocalAws(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** AWS refuses the sessions of a role that was deleted, though there is one of the same name again. */
  #scan(accessKey: string): { status: number; body: string } {
    if (accessKey === this.liveKey) return { status: 200, body: this.scanAnswer };
    const __type = "com.amazon.coral.service#UnrecognizedClientException";
    const message = "The security token included in the request is invalid.";
    return { status: 400, body: JSON.stringify({ __type, message }) };
  }

  #sts(): { status: number; body: string } {
    if (!this.trusts) return { status: 403, body: error("AccessDenied", "CALLER may not assume ROLE") };
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    const credentials = `<AccessKeyId>${this.roleKey}</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>${expiration}</Expiration>`;
    const result = `<AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult>`;
    return { status: 200, body: `<AssumeRoleResponse>${result}</AssumeRoleResponse>` };
  }
}

function error(code: string, message: string): string {
  return `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}
