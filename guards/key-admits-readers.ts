import { substitute } from "../synthesized/references";
import { resourcesOf } from "../synthesized/stack-json";
import { rolesThatMay } from "./grants";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** Whoever may read an encrypted stream must be let in by the key, too. A key that the stack is given is its owner's. */
export function keyAdmitsReaders({ stacks, policies }: GuardInput): Finding[] {
  return resourcesOf(stacks, "aws_dynamodb_table").flatMap(({ stack, name, element }) => {
    const key = policies.find((policy) => policy.kind === "key" && usesKey(element, policy.address));
    if (key === undefined) return [];
    const streamArn = substitute(`\${aws_dynamodb_table.${name}.stream_arn}`, stack, stacks);
    const admitted = rolesThatMay(key.document, "kms:Decrypt");
    return policies
      .filter(({ kind, attachedTo }) => kind === "stream" && attachedTo === streamArn)
      .flatMap(({ document }) => [...rolesThatMay(document, "dynamodb:GetRecords")])
      .filter((role) => !admitted.has(role))
      .map((role) => ({
        place: placeOf(key),
        cause: `the key's policy does not let ${role} decrypt, which may read the stream of ${name}`,
        remedy: "Allow the role kms:Decrypt in the key's policy, or take its grant on the stream away",
      }));
  });
}

function usesKey({ server_side_encryption }: Readonly<Record<string, unknown>>, address: string): boolean {
  return JSON.stringify(server_side_encryption ?? null).includes(`\${${address}.arn}`);
}
