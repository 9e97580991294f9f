import { type Draft, elementsOf, entriesOf, namesIn } from "../draft";
import { error, formatPath, type Path, type Problem, warning } from "../problem";
import { namedResources } from "./collisions";

/** A name, and where no other one should look like it. */
interface PlacedName {
  readonly path: Path;
  readonly name: string;
  readonly scope: string;
}

/** Names that differ in punctuation only are mistaken for each other; Terraform's names do without most of it. */
export function checkSimilarNames(draft: Draft): Problem[] {
  return [...lookalikes([...keysIn(draft), ...resourcesIn(draft)]), ...policiesOfOneName(draft)];
}

function lookalikes(names: readonly PlacedName[]): Problem[] {
  const first = new Map<string, PlacedName>();
  return names.flatMap((placed) => {
    const bare = `${placed.scope} ${placed.name.replace(/[\W_]/g, "").toLowerCase()}`;
    const other = first.get(bare);
    if (other === undefined) first.set(bare, placed);
    // What is the same altogether is another check's business.
    if (other === undefined || other.name.toLowerCase() === placed.name.toLowerCase()) return [];
    return [
      warning(
        placed.path,
        `differs from "${other.name}" (${formatPath(other.path)}) in punctuation only`,
        "Check that it is not the same by mistake, or give it a name that one can tell from the other",
      ),
    ];
  });
}

/** The names that the file itself gives. */
function keysIn({ accounts, sources, consumers }: Draft): PlacedName[] {
  return [
    ...keysOf(["accounts"], accounts),
    ...keysOf(["sources"], sources),
    ...entriesOf(sources).flatMap(([key, { tables, accessRoles }]) => [
      ...keysOf(["sources", key, "tables"], tables),
      ...keysOf(["sources", key, "accessRoles"], accessRoles),
    ]),
    ...keysOf(["consumers"], consumers),
  ];
}

function keysOf(path: Path, entries: object | undefined): PlacedName[] {
  return (namesIn(entries) ?? []).map((name) => ({ path: [...path, name], name, scope: formatPath(path) }));
}

/** The names in AWS, each compared with those of its kind in its place. */
function resourcesIn(draft: Draft): PlacedName[] {
  return namedResources(draft).map(({ path, what, name, identity }) => ({
    path,
    name,
    scope: identity.slice(0, identity.length - name.length) || what,
  }));
}

/** An attachment is named after its policy, in letters, digits and underscores. */
function policiesOfOneName({ sources }: Draft): Problem[] {
  return entriesOf(sources).flatMap(([key, { accessRoles }]) =>
    entriesOf(accessRoles).flatMap(([name, { managedPolicies }]) => {
      const first = new Map<string, string>();
      return elementsOf(managedPolicies).flatMap(([place, policy]) => {
        const bare = policy.replace(/[^\w-]+/g, "-").replaceAll("-", "_");
        const other = first.get(bare) ?? policy;
        first.set(bare, other);
        if (other === policy) return [];
        return [
          error(
            ["sources", key, "accessRoles", name, "managedPolicies", place],
            `differs from ${other} in punctuation only, and Terraform would call both attachments the same`,
            "Rename one of the two policies",
          ),
        ];
      });
    }),
  );
}
