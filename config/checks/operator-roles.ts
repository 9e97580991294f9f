import { partitionOf } from "../arns";
import { type ConsumerDraft, type Draft, elementsOf, entriesOf, entryOf } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { namedResources } from "./collisions";
import { draftRegion } from "./regions";

/** Operator roles admit roles that are not this project's, and access roles admit operator roles that there are. */
export function checkOperatorRoles(draft: Draft): Problem[] {
  return [
    ...entriesOf(draft.consumers).flatMap(([key, consumer]) => ofConsumer(draft, key, consumer)),
    ...entriesOf(draft.sources).flatMap(([key, { accessRoles }]) =>
      entriesOf(accessRoles).flatMap(([name, { operators }]) =>
        ofAccessRole(draft, ["sources", key, "accessRoles", name, "operators"], operators),
      ),
    ),
  ];
}

function ofConsumer(draft: Draft, key: string, consumer: ConsumerDraft): Problem[] {
  const region = draftRegion(consumer, draft);
  const ids = entriesOf(draft.accounts).map(([, { id }]) => id);
  const own = rolesOfTheFile(draft);
  const trusted = elementsOf(consumer.operatorRole?.trusted);
  return trusted.flatMap(([place, arn], index) => {
    const path = ["consumers", key, "operatorRole", "trusted", place];
    const [, partition = "", , , accountId = ""] = arn.split(":");
    if (trusted.slice(0, index).some(([, other]) => other === arn)) {
      return [error(path, `${arn} is already trusted`, "Remove one of the two")];
    }
    return [
      ...(ids.includes(accountId) || ids.includes(undefined)
        ? []
        : [
            error(
              path,
              `is in account ${accountId}, which is not in \`accounts\``,
              "Add the account there, or correct the ARN",
            ),
          ]),
      ...(region === undefined || partition === partitionOf(region)
        ? []
        : [
            error(
              path,
              `is in another partition than ${region}`,
              `Begin it with arn:${partitionOf(region)}:`,
            ),
          ]),
      ...(own.has(identity(accountId, arn))
        ? [error(path, "is a role that a stack of this file makes", "Name a role that people have")]
        : []),
    ];
  });
}

/** Functions and access roles act for software: an operator role is for people. */
function rolesOfTheFile(draft: Draft): Set<string> {
  const made = namedResources(draft).filter(
    ({ what, path }) => what === "the role" && path[0] !== "accounts" && path[0] !== "backend",
  );
  return new Set(made.map((role) => role.identity));
}

/** As {@link namedResources} tells roles apart: by account and name, whatever the path and the case. */
function identity(accountId: string, arn: string): string {
  return `the role ${accountId} ${arn.split("/").at(-1)}`.toLowerCase();
}

function ofAccessRole(
  draft: Draft,
  path: Path,
  operators: readonly (string | undefined)[] | undefined,
): Problem[] {
  return elementsOf(operators).flatMap(([place, key]) => {
    if (operators?.slice(0, place).includes(key)) {
      return [error([...path, place], `${key} is already named`, "Remove one of the two")];
    }
    const consumer = entryOf(draft.consumers, key);
    if (!consumer || "operatorRole" in consumer) return [];
    return [
      error([...path, place], `consumers.${key} has no operator role`, `Add consumers.${key}.operatorRole`),
    ];
  });
}
