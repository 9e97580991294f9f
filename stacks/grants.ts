import { partitionOf, qualifiedRoleName, roleArn } from "../config/arns";
import { type ConfiguredFunction, type FunctionPart, functionsOfConsumer } from "../config/functions";
import { fromLoaded } from "../config/loaded";
import { accessOfOperator, operatorRoleOf } from "../config/operator-roles";
import { accountOf, regionOf } from "../config/placement";
import type { ConsumerConfig, Environment, SourceConfig } from "../config/schema";
import { isMetered } from "../config/usage-meters";
import type { Grantee } from "../constructs/grantee";

/** The roles that may read a source's stream. */
export function readersOf(environment: Environment, source: string, { readers }: SourceConfig): Grantee[] {
  return readers.flatMap(({ consumer, role, grant }) => {
    if (role !== undefined) return [{ ...otherRole(role, environment.region), grant }];
    if (consumer === undefined) return [];
    return [
      { ...roleOf(environment, consumer, "stream-handler"), name: consumer, grant },
      ...(isMetered(fromLoaded(environment.consumers[consumer], `consumers.${consumer}`), source)
        ? [{ ...roleOf(environment, consumer, "usage-meter"), name: `${consumer}-usage-meter`, grant }]
        : []),
    ];
  });
}

/** A role that is none of the file. Its name and account together are unique. */
function otherRole(arn: string, region: string) {
  const [, , , , accountId = ""] = arn.split(":");
  const roleName = arn.slice(arn.indexOf("/") + 1);
  const name = `role-${accountId}-${roleName.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return { accountId, roleName, region, name };
}

/** The roles that may assume each of a source's access roles, by the access role's key. */
export function trustedBy(
  environment: Environment,
  { accessRoles }: SourceConfig,
): ReadonlyMap<string, readonly Grantee[]> {
  const entries = Object.entries(accessRoles).map(([key, { trusted, operators }]): [string, Grantee[]] => [
    key,
    [
      ...trusted.map(({ consumer, function: part, grant }) => ({
        ...roleOf(environment, consumer, part),
        name: `${consumer}-${part}`,
        grant,
      })),
      ...operators.map((consumer) => operatorOf(environment, consumer)),
    ],
  ]);
  return new Map(entries);
}

/** ARNs of the roles of other accounts that a function assumes; the stream handler assumes none. */
export function rolesAssumed(
  environment: Environment,
  { part, consumer, region }: ConfiguredFunction,
): string[] {
  const { readerApi, accountSwitcher } = environment.consumers[consumer] ?? {};
  if (part === "reader-api" && readerApi) return [accessRoleArn(environment, readerApi)];
  if (part !== "account-switcher" || !accountSwitcher) return [];
  const { accounts, targetRole } = accountSwitcher;
  if (accounts === "any") return [`arn:${partitionOf(region)}:iam::*:role/${targetRole}`];
  const ids = accounts.map((account) => accountOf({ account }, environment).id);
  return [...new Set(ids)].sort().map((id) => roleArn(id, targetRole, region));
}

/** ARNs of the access roles that the operators of a consumer read items through. */
export function rolesOperated(environment: Environment, consumer: string): string[] {
  return accessOfOperator(environment, consumer).map(({ arn }) => arn);
}

function accessRoleArn(
  environment: Environment,
  { source, accessRole }: NonNullable<ConsumerConfig["readerApi"]>,
): string {
  const config = fromLoaded(environment.sources[source], `sources.${source}`);
  const role = fromLoaded(config.accessRoles[accessRole], `sources.${source}.accessRoles.${accessRole}`);
  return roleArn(accountOf(config, environment).id, qualifiedRoleName(role), regionOf(config, environment));
}

function operatorOf(environment: Environment, consumer: string): Grantee {
  const role = fromLoaded(operatorRoleOf(environment, consumer), `consumers.${consumer}.operatorRole`);
  const { accountId, name: roleName, region } = role;
  return { accountId, roleName, region, name: `${consumer}-operator` };
}

function roleOf(environment: Environment, consumer: string, part: FunctionPart) {
  const fn = functionsOfConsumer(environment, consumer).find((one) => one.part === part);
  const { accountId, role, region } = fromLoaded(fn, `consumers.${consumer}, ${part}`);
  return { accountId, roleName: qualifiedRoleName(role), region };
}
