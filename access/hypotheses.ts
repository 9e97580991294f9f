import { partitionOf } from "../config/arns";
import type { Estate, Principal, Resource } from "./access-model";
import { EVERYTHING } from "./administrators";
import { letIn } from "./let-in";

/**
 * Adds what would be if the other side allowed everything. Across accounts both sides must allow, so one that
 * became too wide changes no decision as long as the other is narrow; here it does.
 */
export function withHypotheses({ principals, resources, ...rest }: Estate): Estate {
  const consumers = principals.filter(({ consumer }) => consumer !== undefined);
  const accounts = [...new Set(consumers.flatMap(({ accountId }) => accountId ?? []))];
  return {
    ...rest,
    principals: [...principals, ...consumers.map(asAdministrator)],
    resources: [...resources, ...resources.filter(isRead).map((resource) => asOpen(resource, accounts))],
  };
}

function asAdministrator(principal: Principal): Principal {
  const { boundary: _bounds, ...unbounded } = principal;
  return {
    ...unbounded,
    label: `${principal.label}, were it an administrator`,
    kind: "administrator",
    policies: [EVERYTHING],
  };
}

/** What consumers read or assume, and what lies beside it. */
function isRead({ source, kind }: Resource): boolean {
  return source !== undefined && OPENED.includes(kind);
}

const OPENED: readonly Resource["kind"][] = ["stream", "key", "table", "role"];

function asOpen(resource: Resource, accounts: readonly string[]): Resource {
  const prefix = `arn:${partitionOf(resource.region)}`;
  return {
    ...resource,
    label: `${resource.label}, were it open`,
    policy: letIn(prefix, SERVICES[resource.kind] ?? "dynamodb:*", [
      ...new Set([...accounts, resource.accountId]),
    ]),
    letsIn: accounts,
  };
}

const SERVICES: Partial<Record<Resource["kind"], string>> = { key: "kms:*", role: "sts:AssumeRole" };
