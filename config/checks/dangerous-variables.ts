import { error, type Path, type Problem, warning } from "../problem";

/** What a variable does to the function, and the pattern of its name. */
type Danger = readonly [pattern: RegExp, does: string];

/**
 * Variables that decide which code runs, whom it trusts or as whom it acts: AWS SDKs and Tools Reference Guide,
 * "Environment variables"; Node.js, "Command-line API"; OpenSSL, "openssl-env"; ld.so(8); AWS Lambda Developer Guide,
 * "Modifying the runtime environment".
 */
const DANGERS: readonly Danger[] = [
  [/^AWS_ENDPOINT_URL(_|$)/, "sends the function's requests, signed with its credentials, somewhere else"],
  [/^(https?|all)_proxy$/i, "sends the function's requests through another computer"],
  [/^AWS_LAMBDA_EXEC_WRAPPER$/, "runs another program in place of the function"],
  [/^(NODE_OPTIONS|NODE_PATH|NODE_REPL_EXTERNAL_MODULE)$/, "can load other code into the function"],
  [/^(LD_|DYLD_)/, "can load other code into the function"],
  [/^PATH$/, "decides which programs the function runs"],
  [/^(NODE_TLS_REJECT_UNAUTHORIZED|NODE_EXTRA_CA_CERTS|AWS_CA_BUNDLE)$/, "weakens the check of certificates"],
  [/^(SSL_CERT_(FILE|DIR)|OPENSSL_.+|SSLKEYLOGFILE)$/, "weakens the encryption of connections"],
  [/^AWS_(PROFILE|CONFIG_FILE|SHARED_CREDENTIALS_FILE)$/, "makes the function act as somebody else"],
  [/^AWS_(CONTAINER_|WEB_IDENTITY_|ROLE_|EC2_METADATA_)/, "makes the function act as somebody else"],
];

/** Variables that redirect or weaken the runtime. The values do not matter: what these names do is no setting. */
export function redirecting(path: Path, variables: readonly [string, string][]): Problem[] {
  return variables.flatMap(([name]) => {
    const [, does] = DANGERS.find(([pattern]) => pattern.test(name)) ?? [];
    if (does === undefined) return [];
    return [error([...path, name], does, "Remove it; what the function needs, its code can set up itself")];
  });
}

/** Values that can only be secrets, by the form that their issuers gave them so that scanners find them. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, "an access key of AWS"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./, "a token"],
  [/\b(gh[pousr]_\w{30,}|github_pat_\w{30,}|xox[abprs]-[\w-]{10,}|sk_live_\w{10,})/, "a token"],
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i, "a password in a URL"],
];

/** Names of secrets, and endings that say that the value is only where the secret is. */
const SECRET_NAME =
  /(^|_)(SECRET|PASSWORD|PASSWD|PASSPHRASE|PWD|TOKEN|CREDENTIALS?|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)S?(_|$)/i;
const REFERENCE_NAME = /_(ARN|NAME|ID|PATH|PARAMETER|URL|URI|ENDPOINT|TABLE|COUNT|SECONDS|TTL|LIMIT|TYPE)$/i;

const SECRET_REMEDY =
  "Keep the secret in Secrets Manager or Parameter Store, and give the function its name and a permission to read it";

/** Variables that look like secrets: everyone who can see the function or Terraform's state can read them. */
export function secret(path: Path, variables: readonly [string, string][]): Problem[] {
  return variables.flatMap(([name, value]) => {
    const [, what] = SECRETS.find(([pattern]) => pattern.test(value)) ?? [];
    const where = [...path, name];
    // The value is not shown: messages end up in logs.
    if (what !== undefined) return [error(where, `has the form of ${what}`, SECRET_REMEDY)];
    if (!isNamedSecret(name, value)) return [];
    return [
      warning(
        where,
        "has the name of a secret, which everyone who sees the function could read",
        SECRET_REMEDY,
      ),
    ];
  });
}

function isNamedSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) && !REFERENCE_NAME.test(name) && value !== "" && !value.startsWith("arn:");
}
