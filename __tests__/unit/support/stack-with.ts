import type { Stack } from "../../../synthesized/stack";
import type { ElementsJson } from "../../../synthesized/stack-json";

/** A small stack of an app, of account 111111111111 unless said otherwise. */
export function stackWith(resource: ElementsJson, more: Partial<Stack> = {}): Stack {
  return { name: "own", accountId: "111111111111", region: "eu-central-1", json: { resource }, ...more };
}

/** A stack with one inline policy of these statements. */
export function stackWithPolicy(...statements: readonly object[]): Stack {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return stackWith({ aws_iam_role_policy: { policy: { role: "role", policy } } });
}
