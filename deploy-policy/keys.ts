import { keyOfTable } from "../synthesized/table-key";
import { arnOf, type Subject } from "./subject";

/** Why no policy can name a key that the stack makes. */
export const KEY_ID = "KMS chooses the ID of a key";

/** Every key of the resource's account and region: the ID of a new one is not known. */
export function anyKey(subject: Subject): { resources: string[]; because: string } {
  return { resources: [arnOf(subject, "kms", "key/*")], because: KEY_ID };
}

/** The customer-managed key that a table is encrypted with, as a policy can name it; undefined if it has none. */
export function keyTarget(table: Subject): { resources: string[]; because?: string } | undefined {
  const key = keyOfTable(table.resource);
  if (key === undefined) return undefined;
  return key.includes("${") ? anyKey(table) : { resources: [key] };
}
