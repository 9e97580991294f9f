import { qualifiedRoleName, roleArn } from "../../../config/arns";
import { type ConfiguredFunction, type FunctionPart, functionsOfConsumer } from "../../../config/functions";
import { fromLoaded } from "../../../config/loaded";
import { accountOf, regionOf } from "../../../config/placement";
import type { AccessRoleConfig, Environment, SourceConfig } from "../../../config/schema";
import type { ExpectedStatement } from "../stack-inventory";

/** A role of the file that a policy lets in, and how the policy names it. */
export interface Admitted {
  readonly arn: string;
  /** ARN of the root of its account. */
  readonly rootArn: string;
  readonly grant: "principal-arn" | "role-arn";
}

/** The roles that may read a source's stream. */
export function readersOf(environment: Environment, key: string, { readers }: SourceConfig): Admitted[] {
  return readers.flatMap(({ consumer, role, grant }) => {
    if (role !== undefined) return [{ arn: role, grant, rootArn: role.replace(/:role\/.*$/, ":root") }];
    if (consumer === undefined) return [];
    return [
      admitted(environment, consumer, "stream-handler", grant),
      ...(meters(environment, consumer).includes(key)
        ? [admitted(environment, consumer, "usage-meter", grant)]
        : []),
    ];
  });
}

/** The sources that a consumer's meter counts: those that it names, or all that the consumer reads. */
function meters({ consumers }: Environment, consumer: string): string[] {
  const { usageMeter, mappings = [] } = consumers[consumer] ?? {};
  return usageMeter ? (usageMeter.sources ?? mappings.map(({ source }) => source)) : [];
}

/** The roles that may assume an access role. */
export function trustedBy(environment: Environment, { trusted, operators }: AccessRoleConfig): Admitted[] {
  return [
    ...trusted.map(({ consumer, function: part, grant }) => admitted(environment, consumer, part, grant)),
    ...operators.map((consumer) => operator(environment, consumer)),
  ];
}

/** A statement that lets in one role: by its name, or its account's root narrowed to it. */
export function allow(
  { arn, rootArn, grant }: Admitted,
  what: Pick<ExpectedStatement, "Action" | "Resource" | "Condition">,
): ExpectedStatement {
  if (grant === "role-arn") return { Effect: "Allow", Principal: { AWS: arn }, ...what };
  const Condition = { ArnEquals: { "aws:PrincipalArn": arn }, ...what.Condition };
  return { Effect: "Allow", Principal: { AWS: rootArn }, ...what, Condition };
}

/** ARNs of the roles of other accounts that a function assumes. */
export function assumedBy(environment: Environment, fn: ConfiguredFunction): string[] {
  const { readerApi, accountSwitcher } = fromLoaded(environment.consumers[fn.consumer], fn.consumer);
  if (fn.part === "reader-api" && readerApi) {
    const source = fromLoaded(environment.sources[readerApi.source], readerApi.source);
    const role = fromLoaded(source.accessRoles[readerApi.accessRole], readerApi.accessRole);
    const { id } = accountOf(source, environment);
    return [roleArn(id, qualifiedRoleName(role), regionOf(source, environment))];
  }
  if (fn.part !== "account-switcher" || !accountSwitcher) return [];
  const { accounts, targetRole } = accountSwitcher;
  const ids = accounts === "any" ? ["*"] : accounts.map((account) => accountOf({ account }, environment).id);
  return [...new Set(ids)].map((id) => roleArn(id, targetRole, fn.region));
}

function operator(environment: Environment, key: string): Admitted {
  const consumer = fromLoaded(environment.consumers[key], `consumers.${key}`);
  const role = fromLoaded(consumer.operatorRole, `consumers.${key}.operatorRole`);
  const { id } = accountOf(consumer, environment);
  const arn = roleArn(id, qualifiedRoleName(role), regionOf(consumer, environment));
  return { arn, grant: "principal-arn", rootArn: arn.replace(/:role\/.*$/, ":root") };
}

function admitted(
  environment: Environment,
  consumer: string,
  part: FunctionPart,
  grant: Admitted["grant"],
): Admitted {
  const found = functionsOfConsumer(environment, consumer).find((one) => one.part === part);
  const { roleArn: arn } = fromLoaded(found, `consumers.${consumer}, ${part}`);
  return { arn, grant, rootArn: arn.replace(/:role\/.*$/, ":root") };
}
