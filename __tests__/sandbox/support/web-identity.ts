import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";

/** Credentials of a session, as variables of Terraform's environment. */
export type SessionVariables = Readonly<
  Record<"AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" | "AWS_SESSION_TOKEN", string>
>;

/**
 * A session of a role for a token with these claims. The local AWS compares issuer, audience and subject with the trust
 * policy, and not the token's signature. It answers signed requests only, where AWS asks for none: an account that has
 * nothing to do with the role signs.
 * @throws Error with STS's message if the role does not trust the token
 */
export async function sessionFor(
  roleArn: string,
  claims: Readonly<Record<string, string>>,
): Promise<SessionVariables> {
  const body = new URLSearchParams({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: roleArn,
    RoleSessionName: "job",
    WebIdentityToken: tokenWith(claims),
  }).toString();
  const { emulatorUrl, region } = requireRunning();
  const { protocol, hostname, port, host } = new URL(emulatorUrl);
  const signer = new SignatureV4({
    credentials: rootCredentials("999999999999"),
    region,
    service: "sts",
    sha256: Sha256,
  });
  const headers = { host, "content-type": "application/x-www-form-urlencoded" };
  const signed = await signer.sign({
    method: "POST",
    protocol,
    hostname,
    port: Number(port),
    path: "/",
    headers,
    query: {},
    body,
  });
  const answer = await fetch(emulatorUrl, { method: "POST", headers: signed.headers, body });
  const text = await answer.text();
  const value = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1] ?? "";
  if (!answer.ok) throw new Error(value("Message") || text);
  return {
    AWS_ACCESS_KEY_ID: value("AccessKeyId"),
    AWS_SECRET_ACCESS_KEY: value("SecretAccessKey"),
    AWS_SESSION_TOKEN: value("SessionToken"),
  };
}

function tokenWith(claims: Readonly<Record<string, string>>): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  return [encode({ alg: "RS256", typ: "JWT" }), encode(claims), "unverified"].join(".");
}
