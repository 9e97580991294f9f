import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Issues tokens, and publishes the key that they are signed with, as an OpenID provider does. */
export interface TokenIssuer {
  /** URL of the issuer. */
  readonly url: string;
  /** A token with these claims beside the issuer, and an hour to live. */
  token(claims: Readonly<Record<string, unknown>>): string;
  close(): void;
}

const KEY_ID = "test-key";

/** Starts an issuer on a free port. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: "jwk" }), kid: KEY_ID, alg: "RS256", use: "sig" }];
  let url = "";
  const server = createServer((request, answer) => {
    const isKeys = request.url === "/keys";
    const document = isKeys ? { keys } : { issuer: url, jwks_uri: `${url}/keys` };
    answer.setHeader("content-type", "application/json").end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  return {
    url,
    token(claims) {
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: url, iat: now - 10, exp: now + 3600, ...claims };
      const text = `${encode({ alg: "RS256", typ: "JWT", kid: KEY_ID })}.${encode(payload)}`;
      return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
    },
    close: () => server.close(),
  };
}
