import { partitionOf } from "../arns";
import { type Draft, elementsOf, entriesOf, type PermissionDraft } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { hasWildcard, unargued } from "./permission-actions";

/** Where the function is, as far as the file says so. */
export interface Home {
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly accounts: Draft["accounts"];
}

/** IAM User Guide, "Identify AWS resources with Amazon Resource Names": partition, service, region, account, resource. */
const ARN = /^arn:(aws[\w-]*):([a-z0-9-]+):([a-z0-9*?-]*):([a-z0-9*?]*):(.+)$/;
/** Services whose ARNs always have a region and an account; without them, a statement matches nothing. */
const REGIONAL = new Set(
  "dynamodb events firehose kinesis kms lambda logs secretsmanager sns sqs ssm states".split(" "),
);

interface Arn {
  readonly text: string;
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
}

/** Resources are exact ARNs unless there is a reason, of a region and an account that make sense. */
export function checkResources(path: Path, permission: PermissionDraft, home: Home): Problem[] {
  return elementsOf(permission.resources).flatMap(([place, resource]) => {
    const where = [...path, "resources", place];
    const open = hasWildcard(resource) && !("wildcardBecause" in permission);
    return [
      ...(open ? [unargued(where, resource)] : []),
      ...refuseVariable(where, resource),
      ...(resource === "*" ? [] : checkArn(where, resource, permission, home)),
    ];
  });
}

/** Values that only a request decides are as open as a wildcard, and Terraform would take them for its own. */
export function refuseVariable(path: Path, value: string): Problem[] {
  if (!/[$%]\{/.test(value)) return [];
  return [error(path, `"${value}" has a variable`, "Write the value itself")];
}

function checkArn(path: Path, text: string, permission: PermissionDraft, home: Home): Problem[] {
  const [, partition = "", service = "", region = "", account = ""] = ARN.exec(text) ?? [];
  if (service === "") {
    return [error(path, `"${text}" is not an ARN`, "Use arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE")];
  }
  const arn = { text, partition, service, region, account };
  return [
    ...otherPartition(path, arn, home),
    ...incomplete(path, arn),
    ...otherRegion(path, arn, home),
    ...otherAccount(path, arn, home),
    ...otherService(path, arn, permission),
  ];
}

function otherPartition(path: Path, { partition }: Arn, { region }: Home): Problem[] {
  if (region === undefined || partition === partitionOf(region)) return [];
  const own = partitionOf(region);
  return [
    error(path, `is of the partition ${partition}, and ${region} is of ${own}`, `Start it with arn:${own}:`),
  ];
}

function incomplete(path: Path, { service, region, account }: Arn): Problem[] {
  if (!REGIONAL.has(service) || (region !== "" && account !== "")) return [];
  const missing = region === "" ? "region" : "account";
  return [error(path, `has no ${missing}, so it matches no resource of ${service}`, `Put in the ${missing}`)];
}

function otherRegion(path: Path, { region }: Arn, home: Home): Problem[] {
  if (region === "" || hasWildcard(region) || home.region === undefined || region === home.region) return [];
  return [
    warning(path, `is in ${region}, but the function is in ${home.region}`, "Check that this is meant"),
  ];
}

function otherAccount(path: Path, { account }: Arn, { accountId, accounts }: Home): Problem[] {
  if (account === "" || account === "aws" || hasWildcard(account)) return [];
  if (!/^\d{12}$/.test(account)) {
    return [error(path, `"${account}" is not the ID of an account`, "Use the 12 digits of the account")];
  }
  if (accountId === undefined || account === accountId) return [];
  const [owner] = entriesOf(accounts).find(([, { id }]) => id === account) ?? [];
  if (owner === undefined) {
    return [
      error(
        path,
        `is of the account ${account}, which is none of \`accounts\``,
        "Correct the account ID, or add the account to `accounts`",
      ),
    ];
  }
  return [
    warning(
      path,
      `is of accounts.${owner}, another account than the function's`,
      "Make sure that the resource's own policy lets the function's role in",
    ),
  ];
}

function otherService(path: Path, { service }: Arn, { actions }: PermissionDraft): Problem[] {
  const services = new Set(elementsOf(actions).map(([, action]) => action.split(":")[0]));
  if (services.size === 0 || services.has(service)) return [];
  return [
    warning(
      path,
      `is of ${service}, but the actions are of ${[...services].join(" and ")}`,
      "Check that the actions apply to it",
    ),
  ];
}
