import { type Draft, elementsOf, entriesOf } from "../draft";
import { type Path, type Problem, warning } from "../problem";

/** Grants to roles by name, which AWS refuses while the role does not exist: a consumer's stack makes it, and comes later. */
export function checkRoleGrants(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => {
    const path = ["sources", key];
    return [
      ...elementsOf(source.readers).flatMap(([place, { role, grant }]) =>
        // Another role than a consumer's is there already.
        role !== undefined ? [] : needsRole([...path, "readers", place, "grant"], grant),
      ),
      ...entriesOf(source.accessRoles).flatMap(([role, { trusted }]) =>
        elementsOf(trusted).flatMap(([place, { grant }]) =>
          needsRole([...path, "accessRoles", role, "trusted", place, "grant"], grant),
        ),
      ),
    ];
  });
}

function needsRole(path: Path, grant: string | undefined): Problem[] {
  if (grant !== "role-arn") return [];
  return [
    warning(
      path,
      "AWS refuses the policy until the role exists, which the consumer's stack makes after this one, and the grant ends if the role is ever re-created",
      "Deploy everything with principal-arn first; then change it to role-arn and deploy again",
    ),
  ];
}
