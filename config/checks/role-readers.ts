import { partitionOf, qualifiedRoleName, roleArn } from "../arns";
import { type Draft, elementsOf, entriesOf, entryOf, type SourceDraft } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { draftRegion } from "./regions";

type ReaderDraft = NonNullable<NonNullable<SourceDraft["readers"]>[number]>;

/** Readers that are no function of the file: each names one role, of an account that the file knows. */
export function checkRoleReaders(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) =>
    elementsOf(source.readers).flatMap(([place, reader]) => {
      const path = ["sources", key, "readers", place];
      return [...oneOfBoth(path, reader), ...roleProblems(path, reader, draft, source)];
    }),
  );
}

function oneOfBoth(path: Path, reader: ReaderDraft): Problem[] {
  const isBoth = "consumer" in reader && "role" in reader;
  const isNeither = !("consumer" in reader) && !("role" in reader);
  if (isBoth) return [error(path, "names a consumer and a role", "Make an entry of each of them")];
  if (!isNeither) return [];
  return [error(path, "names nobody", "Add `consumer`, a key of `consumers`, or `role`, the ARN of a role")];
}

function roleProblems(path: Path, { role }: ReaderDraft, draft: Draft, source: SourceDraft): Problem[] {
  if (role === undefined) return [];
  const [, partition, , , accountId] = role.split(":");
  const region = draftRegion(source, draft);
  return [
    ...unknownAccount([...path, "role"], accountId, draft),
    ...(region === undefined || partition === partitionOf(region)
      ? []
      : [
          error(
            [...path, "role"],
            `is a role of the partition ${partition}, but the stream is in ${partitionOf(region)}`,
            "Name a role of the stream's partition: access ends at its border",
          ),
        ]),
    ...ownRole([...path, "role"], role, draft),
  ];
}

function unknownAccount(path: Path, accountId: string | undefined, { accounts }: Draft): Problem[] {
  // An account that is malformed may be the one.
  if (!accounts || Object.values(accounts).some((one) => one?.id === undefined || one.id === accountId)) {
    return [];
  }
  return [
    error(path, `its account ${accountId} is not in \`accounts\``, "Add the account, or correct the ARN"),
  ];
}

/** The role of a stream handler is a reader by its consumer's name. */
function ownRole(path: Path, role: string, draft: Draft): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]) => {
    const { account, roleName, rolePath } = consumer;
    const id = entryOf(draft.accounts, account)?.id;
    if (id === undefined || roleName === undefined || rolePath === undefined) return [];
    const region = draftRegion(consumer, draft);
    if (roleArn(id, qualifiedRoleName({ roleName, rolePath }), region) !== role) return [];
    return [error(path, `is the role of consumers.${key}`, `Write \`consumer: ${key}\` instead`)];
  });
}
