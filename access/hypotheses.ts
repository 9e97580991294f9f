import { partitionOf } from "../config/arns";
import type { AccessModel, Principal, Resource } from "./access-model";
import { FULL_ACCESS } from "./administrators";
import { policyForAccounts } from "./permissive-policies";

/**
 * Adds what each side would allow if the other side allowed everything. Across accounts both sides must allow, so a
 * policy that is too wide changes no decision as long as the other side is narrow; here it does.
 */
export function withHypotheses({ principals, resources, ...rest }: AccessModel): AccessModel {
  const consumers = principals.filter(({ consumer }) => consumer !== undefined);
  const others = principals.filter(({ isOtherReader }) => isOtherReader);
  const accounts = [...new Set([...consumers, ...others].flatMap(({ accountId }) => accountId ?? []))];
  return {
    ...rest,
    principals: [...principals, ...consumers.map(asAdministrator)],
    resources: [
      ...resources,
      ...resources.filter(isUsedAcross).map((resource) => asOpen(resource, accounts)),
    ],
  };
}

function asAdministrator(principal: Principal): Principal {
  const { boundary: _bounds, ...unbounded } = principal;
  return {
    ...unbounded,
    label: `${principal.label}, if it were an administrator`,
    hypothesis: "As if its own policies allowed everything: only the policies of the resources keep it out",
    kind: "administrator",
    policies: [FULL_ACCESS],
  };
}

/** Whether it belongs to a source, and is of a kind that consumers read or assume, or that lies beside such. */
function isUsedAcross({ source, kind }: Resource): boolean {
  return source !== undefined && OPENED.includes(kind);
}

const OPENED: readonly Resource["kind"][] = ["stream", "key", "table", "role"];

function asOpen(resource: Resource, accounts: readonly string[]): Resource {
  const prefix = `arn:${partitionOf(resource.region)}`;
  return {
    ...resource,
    label: `${resource.label}, if it were open`,
    hypothesis:
      "As if its own policy let in everybody in its account and in the readers': only a caller's own policies keep it out",
    policy: policyForAccounts(prefix, OPEN_ACTIONS[resource.kind] ?? "dynamodb:*", [
      ...new Set([...accounts, resource.accountId]),
    ]),
    admittedAccounts: accounts,
  };
}

const OPEN_ACTIONS: Partial<Record<Resource["kind"], string>> = { key: "kms:*", role: "sts:AssumeRole" };
