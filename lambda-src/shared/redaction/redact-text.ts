import { knownSecrets } from "./known-secrets";

/** What looks like a key or a token wherever it occurs, and what is written in its place. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Session tokens have no form of their own; nothing else of this length is one run of base64.
  [/[A-Za-z0-9+/]{100,}={0,2}/g, "[secret]"],
  // Headers, as AWS quotes them in its answer to a malformed signature: everything up to the end of the line.
  [
    /\b((?:proxy-)?authorization|x-amz-security-token|x-api-key|cookie)(["']?\s*[:=]\s*)[^\r\n]+/gi,
    "$1$2[secret]",
  ],
  // Parameters of a signed URL, and the parts of a signature.
  [/\b((?:x-amz-)?(?:signature|credential|security-token))=[^\s&,"'<>]+/gi, "$1=[secret]"],
  // Credentials in JSON or XML, such as an answer of STS.
  [
    /\b(secret_?access_?key|session_?token|access_?key_?id)(["']?\s*[:=>]\s*["']?)[^\s"'<>,&}]+/gi,
    "$1$2[secret]",
  ],
  [/\b(bearer)\s+[\w.~+/-]{16,}=*/gi, "$1 [secret]"],
  // JSON Web Tokens (RFC 7519): the first part is the base64 of a JSON object.
  [/(?<![\w-])eyJ[\w-]{6,}\.[\w-]+\.[\w-]*/g, "[secret]"],
  // IAM User Guide, "Understanding unique ID prefixes": those of access keys and of bearer tokens.
  [/(?:ABIA|ACCA|AKIA|ASIA)[A-Z0-9]{12,}/g, "[secret]"],
];

/** Data in a message: how JSON.parse quotes its input, and how AWS quotes the value of a parameter. */
const QUOTES = [
  { start: '"', end: '" is not valid JSON' },
  { start: '"', end: '"... is not valid JSON' },
  { start: "Value '", end: "' at '" },
];

/**
 * A text without keys and tokens: those that the function knows, its own and those of the roles that it has assumed,
 * and whatever looks like one. Data that parsers and AWS quote is left out, too.
 * @param secrets what the function knows. @default asks the environment and the sessions
 */
export function redactText(text: string, secrets: readonly string[] = knownSecrets()): string {
  const unknown = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  const unquoted = QUOTES.reduce(withoutQuote, unknown);
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), unquoted);
}

/** The data may hold quotation marks itself, so all between the first and the last is left out. */
function withoutQuote(text: string, { start, end }: { start: string; end: string }): string {
  const last = text.lastIndexOf(end);
  const first = last === -1 ? -1 : text.indexOf(start);
  return first === -1 || first >= last
    ? text
    : `${text.slice(0, first + start.length)}[data]${text.slice(last)}`;
}
