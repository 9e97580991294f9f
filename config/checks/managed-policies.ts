import { partitionOf } from "../arns";
import { type Reach, reachOf } from "../aws-policies";
import { type Draft, elementsOf, entriesOf, entryOf } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { functionsIn } from "./parts";
import { draftRegion } from "./regions";

/** Where a role is, as far as the file says so. */
interface Home {
  readonly accountId: string | undefined;
  readonly region: string | undefined;
}

/** Managed policies and boundaries must be ones that the role can have, and allow no more than is meant. */
export function checkManagedPolicies(draft: Draft): Problem[] {
  return [...ofAccessRoles(draft), ...ofFunctions(draft)];
}

function ofAccessRoles(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => {
    const home = {
      accountId: entryOf(draft.accounts, source.account)?.id,
      region: draftRegion(source, draft),
    };
    return entriesOf(source.accessRoles).flatMap(([name, role]) => {
      const path = ["sources", key, "accessRoles", name];
      return [
        ...elementsOf(role.managedPolicies).flatMap(([place, policy]) => {
          const where = [...path, "managedPolicies", place];
          return [...reaching(where, policy), ...foreign(where, policy, home)];
        }),
        ...boundary(path, role, home),
      ];
    });
  });
}

function ofFunctions(draft: Draft): Problem[] {
  return functionsIn(draft).flatMap(({ consumer: key, path, owner }) => {
    const consumer = entryOf(draft.consumers, key);
    const accountId = entryOf(draft.accounts, consumer?.account)?.id;
    return boundary(path, owner, { accountId, region: consumer && draftRegion(consumer, draft) });
  });
}

const NARROWER = "Use `allow`, or a policy of your own with the exact actions and resources";

/** What each kind lets the trusted functions do. */
const LETS: Readonly<Record<Exclude<Reach, "administers">, string>> = {
  changes: "change and delete everything that the service of the policy has in the account",
  "reads-all": "read all data in the account: items, objects, messages, parameters",
  reads: "read everything that the service of the policy has in the account",
};

function reaching(path: Path, policy: string): Problem[] {
  const reach = reachOf(policy);
  if (reach === undefined) return [];
  if (reach !== "administers") {
    return [warning(path, `${policy} lets the trusted functions ${LETS[reach]}`, NARROWER)];
  }
  return [error(path, `${policy} lets the trusted functions do nearly everything in the account`, NARROWER)];
}

function boundary(
  path: Path,
  { permissionsBoundaryArn: arn }: { readonly permissionsBoundaryArn?: string | undefined },
  home: Home,
): Problem[] {
  return arn === undefined ? [] : foreign([...path, "permissionsBoundaryArn"], arn, home);
}

/** IAM takes policies of AWS and of the role's own account (IAM API reference, AttachRolePolicy, PutRolePermissionsBoundary). */
function foreign(path: Path, policy: string, { accountId, region }: Home): Problem[] {
  if (!policy.startsWith("arn:")) return [];
  const [, partition = "", , , account] = policy.split(":");
  return [
    ...(region === undefined || partition === partitionOf(region)
      ? []
      : [otherPartition(path, partition, region)]),
    ...(accountId === undefined || account === accountId || account === "aws"
      ? []
      : [otherAccount(path, account, accountId)]),
  ];
}

function otherPartition(path: Path, partition: string, region: string): Problem {
  const own = partitionOf(region);
  return error(
    path,
    `is of the partition ${partition}, but ${region} is of ${own}`,
    `Start with arn:${own}:`,
  );
}

function otherAccount(path: Path, account: string | undefined, accountId: string): Problem {
  return error(
    path,
    `is a policy of account ${account}, and a role of account ${accountId} cannot have it`,
    "Use a policy of the role's own account, or one of AWS",
  );
}
