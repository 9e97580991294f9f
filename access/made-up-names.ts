import type { Environment } from "../config/schema";
import type { Stack } from "../synthesized/stack";

/** Names of what is made up for a proof: nothing in the environment file or in the stacks is called the same. */
export interface MadeUpNames {
  /** Of a role that stands for administrators. */
  readonly role: string;
  /** Of tables and of other roles. */
  readonly name: string;
  /** Of buckets and functions. */
  readonly lowerCaseName: string;
  /** ID of a KMS key. */
  readonly keyId: string;
  /** ID of an account. */
  readonly accountId: string;
}

const LAST_ACCOUNT = 999_999_999_999;
const KEY = "0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f";
const FIRST_KEY = 0x9c11;

/** Names that neither the environment file nor the stacks know; IAM tells names apart without looking at their case. */
export function madeUpNames(environment: Environment, stacks: readonly Stack[]): MadeUpNames {
  const text = JSON.stringify([environment, stacks.map(({ json }) => json)]);
  const name = firstFree(
    (count) => `Another${count === 0 ? "" : count + 1}`,
    (one) => new RegExp(`(?<![\\w+=,.@-])${one}(Role)?(?![\\w+=,.@-])`, "i").test(text),
  );
  return {
    name,
    role: `${name}Role`,
    lowerCaseName: name.toLowerCase(),
    keyId: firstFree(
      (count) => `${KEY}${(FIRST_KEY + count).toString(16)}`,
      (one) => text.includes(one),
    ),
    accountId: firstFree(
      (count) => String(LAST_ACCOUNT - count),
      (one) => text.includes(one),
    ),
  };
}

function firstFree(nameOf: (count: number) => string, isTaken: (name: string) => boolean): string {
  let count = 0;
  while (isTaken(nameOf(count))) count++;
  return nameOf(count);
}
