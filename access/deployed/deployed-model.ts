import type { AccountScope } from "../../accounts/account-session";
import type { AccessModel, Principal, Resource } from "../access-model";
import type { AccountReader } from "./account-reader";
import { deployedBucketPolicy, deployedKey, deployedStream, deployedTable } from "./deployed-resources";
import { deployedRole, deployedTrust } from "./deployed-role";

/**
 * The same model with the policies that are deployed. Streams and keys get their real ARNs, too.
 * @param readerOf clients that read from an account
 * @throws AccessError if something is not deployed or cannot be read
 */
export async function deployedModel(
  model: AccessModel,
  readerOf: (scope: AccountScope) => Promise<AccountReader>,
): Promise<AccessModel> {
  const readers = new Map<string, Promise<AccountReader>>();
  const reader = ({ accountId, region }: AccountScope) => {
    const key = `${accountId}/${region}`;
    const known = readers.get(key) ?? readerOf({ accountId, region });
    readers.set(key, known);
    return known;
  };
  const region = model.resources[0]?.region ?? "";
  const principals = model.principals.map(async (principal) =>
    principal.kind === "role"
      ? deployedRole(principal, await reader({ accountId: principal.accountId ?? "", region }))
      : principal,
  );
  const resources = [...model.resources, ...model.onlyDeployed].map(async (resource) =>
    isDeployed(resource) ? deployedResource(resource, await reader(resource)) : resource,
  );
  // All at once: a promise that nobody waits for yet would end the process if it failed meanwhile.
  const [rows, columns] = await Promise.all([
    Promise.all<Principal>(principals),
    Promise.all<Resource>(resources),
  ]);
  return { principals: rows, resources: columns, onlyDeployed: [], notes: [] };
}

/** Negative controls need not exist. */
function isDeployed({ source, consumer }: Resource): boolean {
  return source !== undefined || consumer !== undefined;
}

function deployedResource(resource: Resource, reader: AccountReader): Promise<Resource> {
  switch (resource.kind) {
    case "stream":
      return deployedStream(resource, reader);
    case "key":
      return deployedKey(resource, reader);
    case "table":
      return deployedTable(resource, reader);
    case "bucket":
      return deployedBucketPolicy(resource, reader);
    case "role":
      return deployedTrust(resource, reader);
    case "log group":
    case "function":
    case "account":
    case "permitted":
      return Promise.resolve(resource);
  }
}
