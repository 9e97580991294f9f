import type { Environment } from "../config/schema";
import type { AccessModel, Principal, Resource } from "./access-model";
import { ACTIONS, type Action } from "./actions";
import { expectedPermissions, isConditional, permittedActions } from "./expected-permissions";

/** Whether somebody may do something: a cell of the matrix before it is decided. */
export interface Question {
  readonly principal: Principal;
  readonly resource: Resource;
  readonly action: Action;
}

/**
 * What is asked: of every principal, on every resource, about each action of its kind, and those that the file permits.
 * @param principalsFor about whom a resource is asked
 * @default all of them
 */
export function questionsOf(
  environment: Environment,
  { principals, resources }: Pick<AccessModel, "principals" | "resources">,
  principalsFor: (resource: Resource) => readonly Principal[] = () => principals,
): Question[] {
  const permissions = expectedPermissions(environment);
  return resources.flatMap((resource) => {
    const asked = principalsFor(resource).filter((one) => isAsked(one, resource));
    if (asked.length === 0) return [];
    const usual = ACTIONS[resource.kind];
    const further = permittedActions(resource, permissions).filter(
      ({ name }) => !usual.some((one) => one.name === name && one.suffix === undefined),
    );
    return asked
      .flatMap((principal) => [...usual, ...further].map((action) => ({ principal, resource, action })))
      .filter(
        ({ principal, action }) =>
          principal.kind !== "role" || !isConditional(permissions, principal, resource, action),
      );
  });
}

/** Lambda itself only assumes roles, and actions without resources concern the caller's own account. */
function isAsked({ kind, accountId }: Principal, resource: Resource): boolean {
  if (kind === "service") return resource.kind === "role";
  return resource.kind !== "account" || accountId === resource.accountId;
}
