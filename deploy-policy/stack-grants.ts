import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";
import { resourcesOf } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";
import type { ElementJson } from "../synthesized/stack-json";
import type { Grant } from "./grant";
import { ROWS } from "./types";
import type { Rows } from "./types/row";

/** Data sources that ask AWS for nothing. The state that they read is for `stateGrants`. */
const HARMLESS_DATA = ["terraform_remote_state"];

/**
 * What a stack needs, resource by resource.
 * @param stacks every stack of the environment, for references between them
 * @param rows what each type of resource needs. @default to deploy it
 * @throws UserError if the stack holds types that the table of permissions does not know, or names that only an apply
 * resolves
 */
export function stackGrants(stack: Stack, stacks: readonly Stack[], rows: Rows = ROWS): Grant[] {
  const unknown = unknownTypes(stack);
  if (unknown.length > 0) throw new UserError(unknown);
  return resourcesOf([stack]).flatMap((resource) => {
    const place = `${stack.name} ${resource.address}`;
    const grants = rows[resource.type]?.({ resource, stacks }) ?? [];
    return grants.map((grant) => ({ ...grant, place }));
  });
}

/**
 * A table of the stack, read as it is before the apply: its name comes from the stack's own state. The provider makes the
 * same calls as for the table itself.
 */
function readsOwnTables(type: string, byName: Readonly<Record<string, ElementJson>>): boolean {
  return (
    type === "aws_dynamodb_table" &&
    Object.values(byName).every(({ name }) => String(name).startsWith("${terraform_data."))
  );
}

function unknownTypes({ name, json }: Stack): UserProblem[] {
  const resources = Object.keys(json.resource ?? {}).filter((type) => !(type in ROWS));
  const data = Object.entries(json.data ?? {})
    .filter(([type, byName]) => !HARMLESS_DATA.includes(type) && !readsOwnTables(type, byName))
    .map(([type]) => type);
  return [...resources, ...data.map((type) => `data.${type}`)].map((type) => ({
    place: `stack ${name}`,
    cause: `the table of permissions does not know the type ${type}`,
    remedy: "Add what Terraform needs for it to deploy-policy/types/, with its source and a test",
  }));
}
