import { error, type Path, type Problem } from "./problem";

const REMEDY =
  "Use `encryption: { type: aws-owned }` (free, nothing to manage) or `encryption: { type: customer-managed }` (a key of your own)";

const AWS_MANAGED =
  "means the AWS-managed key (alias/aws/dynamodb), which no other account can use, so no consumer could read the stream";

/** Words for "on": DynamoDB understands encryption without a key as the AWS-managed key. */
const ON = /^(true|on|yes|enabled?)$/i;
const OFF = /^(false|off|no|none|disabled?)$/i;
const MANAGED = /aws[-_ ]?managed|alias\/aws\/|^(sse-)?kms$/i;

/**
 * Explains encryption settings that are familiar from DynamoDB but cannot work across accounts.
 * @returns undefined if the value at this path is none of them
 */
export function explainEncryption(path: Path, input: unknown): Problem | undefined {
  // A source's own table, or one of its `tables`.
  const [setting, part] = path[2] === "tables" ? path.slice(4) : path.slice(2);
  if (path[0] !== "sources" || setting !== "encryption") return undefined;
  if (part === undefined) return explainWord(path, String(input));
  if (part === "type") return explainWord(path, typeWord(input));
  if (part === "enabled") return error(path, `encryption without a key ${AWS_MANAGED}`, REMEDY);
  if (part === "keyArn" && MANAGED.test(String(input))) return explainWord(path, String(input));
  return undefined;
}

/** zod reports the whole group of keys when its `type` fits no branch; Terraform's own block says `enabled`. */
function typeWord(input: unknown): string {
  if (typeof input !== "object" || input === null) return "";
  if ("type" in input) return String(input.type);
  return "enabled" in input ? String(input.enabled) : "";
}

function explainWord(path: Path, word: string): Problem | undefined {
  if (ON.test(word)) return error(path, `encryption "${word}" without a key ${AWS_MANAGED}`, REMEDY);
  if (MANAGED.test(word)) return error(path, `"${word}" ${AWS_MANAGED}`, REMEDY);
  if (OFF.test(word)) return error(path, `"${word}" is impossible: DynamoDB encrypts every table`, REMEDY);
  return undefined;
}
