import { attributeOf } from "../../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../../synthesized/resources";
import { isEncryptedWith } from "../../synthesized/table-key";
import { admits, rolesThatMay } from "../grants";
import { type GuardInput, placeOf, type Rule, type Violation } from "../rule";

/** Who may read an encrypted stream may decrypt it. */
export const keyAdmitsReaders: Rule = {
  id: "key-admits-readers",
  sentence: "The key of an encrypted table lets every role decrypt that may read the table's stream.",
  why:
    "Reads are denied otherwise. Only keys that the stacks create are judged: the policy of any other key is its " +
    "owner's.",
  remedy: "Allow the role kms:Decrypt in the key's policy, or remove its grant on the stream",
  check: (input) =>
    resourcesOf(input.stacks, "aws_dynamodb_table").flatMap((table) => readersWithoutKey(table, input)),
};

function readersWithoutKey(table: SynthesizedResource, { stacks, policies }: GuardInput): Violation[] {
  const key = policies.find(
    ({ kind, stack, address }) => kind === "key" && stack === table.stack && isEncryptedWith(table, address),
  );
  if (key === undefined) return [];
  const streamArn = attributeOf(table, "stream_arn", stacks);
  return policies
    .filter(({ kind, attachedTo }) => kind === "stream" && attachedTo === streamArn)
    .flatMap(({ document }) => [...rolesThatMay(document, "dynamodb:GetRecords")])
    .filter((role) => !admits(key.document, role, "kms:Decrypt"))
    .map((role) => ({
      place: placeOf(key),
      cause: `the key's policy does not let ${role} decrypt, which may read the stream of ${table.name}`,
    }));
}
