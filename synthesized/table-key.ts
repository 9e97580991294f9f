import type { SynthesizedResource } from "./resources";
import type { ElementJson } from "./stack-json";

/** The customer-managed key that a table is encrypted with: an ARN, or an expression that refers to a resource. */
export function keyOfTable({ element }: SynthesizedResource): string | undefined {
  const [encryption] = [element.server_side_encryption].flat() as (ElementJson | undefined)[];
  // In a state, a table with AWS's own key names the alias of a key that it does not use.
  if (!encryption || encryption.enabled === false) return undefined;
  const { kms_key_arn: arn } = encryption;
  return typeof arn === "string" ? arn : undefined;
}

/** Whether a table is encrypted with a key of the stacks, given by the key's address. */
export function isEncryptedWith(table: SynthesizedResource, keyAddress: string): boolean {
  return keyOfTable(table) === `\${${keyAddress}.arn}`;
}
