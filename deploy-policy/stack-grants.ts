import { UserError } from "../errors/user-error";
import type { UserProblem } from "../errors/user-problem";
import { EXISTING_TABLE, readsOwnTable } from "../synthesized/existing-tables";
import { resourcesOf, type SynthesizedResource } from "../synthesized/resources";
import type { Stack } from "../synthesized/stack";
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
  return [...resourcesOf([stack]), ...lookedUp(stack, rows)].flatMap((resource) => {
    const place = `${stack.name} ${resource.address}`;
    const grants = rows[resource.type]?.({ resource, stacks }) ?? [];
    return grants.map((grant) => ({ ...grant, place }));
  });
}

/** The data sources that ask AWS for something that is none of the stack. */
function lookedUp(stack: Stack, rows: Rows): SynthesizedResource[] {
  const types = Object.keys(rows).filter((type) => type.startsWith("data."));
  return types
    .flatMap((type) => resourcesOf([stack], type))
    .filter(({ type, element }) => type !== EXISTING_TABLE || !readsOwnTable(element));
}

function unknownTypes({ name, json }: Stack): UserProblem[] {
  const resources = Object.keys(json.resource ?? {}).filter((type) => !(type in ROWS));
  const data = Object.keys(json.data ?? {})
    .filter((type) => !HARMLESS_DATA.includes(type))
    .map((type) => `data.${type}`)
    .filter((type) => !(type in ROWS));
  return [...resources, ...data].map((type) => ({
    place: `stack ${name}`,
    cause: `the table of permissions does not know the type ${type}`,
    remedy: "Add what Terraform needs for it to deploy-policy/types/, with its source and a test",
  }));
}
