import { partitionOf } from "../../../config/arns";
import { failureBucketName } from "../../../config/bucket-names";
import { functionsOfConsumer } from "../../../config/functions";
import { fromLoaded } from "../../../config/loaded";
import { accessOfOperator } from "../../../config/operator-roles";
import { accountOf, regionOf } from "../../../config/placement";
import type { Environment } from "../../../config/schema";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { roleSettings } from "./roles";
import { ref } from "./text";

/** The role of a consumer's operators: who may assume it, and what it may do. */
export function operatorElements(environment: Environment, key: string): Record<string, Settings> {
  const role = environment.consumers[key]?.operatorRole;
  if (!role) return {};
  return {
    "aws_iam_role.operator": {
      ...roleSettings(role),
      assume_role_policy: [...rootsOf(role.trusted)].map((root) => trust(root, role)),
    },
    "aws_iam_role_policy.operator_policy": {
      name: "operate",
      role: ref("aws_iam_role.operator", "id"),
      policy: statements(environment, key),
    },
  };
}

function rootsOf(arns: readonly string[]): Set<string> {
  return new Set(arns.map((arn) => arn.replace(/:role\/.*$/, ":root")));
}

interface Trusting {
  readonly trusted: readonly string[];
  readonly externalId?: string | undefined;
}

/** The root of an account, narrowed to the roles that the file names. */
function trust(root: string, { trusted, externalId }: Trusting): ExpectedStatement {
  const roles = trusted.filter((arn) => arn.startsWith(root.replace(/:root$/, ":role/")));
  return {
    Effect: "Allow",
    Principal: { AWS: root },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": roles },
      ...(externalId !== undefined && { StringEquals: { "sts:ExternalId": externalId } }),
    },
  };
}

/** What it may do, as docs/failures.md, docs/backfill.md and docs/status.md list it. */
function statements(environment: Environment, key: string): ExpectedStatement[] {
  const consumer = fromLoaded(environment.consumers[key], `consumers.${key}`);
  const { id } = accountOf(consumer, environment);
  const region = regionOf(consumer, environment);
  const partition = partitionOf(region);
  const bucket = `arn:${partition}:s3:::${failureBucketName(consumer, environment)}`;
  const functionArn = (name: string) => `arn:${partition}:lambda:${region}:${id}:function:${name}`;
  const log = `arn:${partition}:logs:${region}:${id}:log-group:/aws/lambda/${consumer.function.name}`;
  const Condition = { StringEquals: { "s3:ResourceAccount": id } };
  const ledgers = [`${bucket}/redrive/*`, `${bucket}/backfill/*`];
  const accessRoles = accessOfOperator(environment, key).map(({ arn }) => arn);
  return [
    { ...allow("s3:ListBucket", bucket), Condition },
    { ...allow("s3:GetObject", [`${bucket}/aws/lambda/*`, ...ledgers]), Condition },
    { ...allow("s3:PutObject", ledgers), Condition },
    { ...allow("s3:DeleteObject", `${bucket}/aws/lambda/*`), Condition },
    allow("lambda:InvokeFunction", functionArn(consumer.function.name)),
    allow(
      "lambda:GetFunctionConfiguration",
      functionsOfConsumer(environment, key).map(({ config }) => functionArn(config.name)),
    ),
    allow("lambda:GetEventSourceMapping", `arn:${partition}:lambda:${region}:${id}:event-source-mapping:*`),
    allow("logs:FilterLogEvents", [log, `${log}:*`]),
    allow(["lambda:ListEventSourceMappings", "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"], "*"),
    ...(accessRoles.length === 0 ? [] : [allow("sts:AssumeRole", accessRoles)]),
  ];
}

function allow(Action: string | readonly string[], Resource: string | readonly string[]): ExpectedStatement {
  return { Effect: "Allow", Action, Resource };
}
