import {
  type LogGroup,
  paginateDescribeLogGroups,
  paginateDescribeSubscriptionFilters,
  type SubscriptionFilter,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  findingsOfEach,
  missingFinding,
  settingFindings,
} from "./deployed-stack";
import { valueIn } from "./notes";

/** Log groups with retention, key and subscription filters. */
export function logGroupFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return findingsOfEach(stack, "aws_cloudwatch_log_group", findingsOf);
}

async function findingsOf(stack: DeployedStack, group: ExpectedElement): Promise<DeployedFinding[]> {
  const { notes, reader } = stack;
  const logGroupName = String(group.settings.name);
  const read = await notes.read(`log group ${logGroupName}`, async () => {
    const groups: LogGroup[] = [];
    const input = { logGroupNamePrefix: logGroupName };
    for await (const page of paginateDescribeLogGroups({ client: reader.logs }, input)) {
      groups.push(...(page.logGroups ?? []));
    }
    return groups.find((one) => one.logGroupName === logGroupName);
  });
  if (read.kind !== "there") return [];
  if (read.value === undefined) return [missingFinding(stack, group)];
  const { retentionInDays, kmsKeyId } = read.value;
  const filters = await notes.read(`subscription filters of log group ${logGroupName}`, async () => {
    const found: SubscriptionFilter[] = [];
    const pages = paginateDescribeSubscriptionFilters({ client: reader.logs }, { logGroupName });
    for await (const page of pages) found.push(...(page.subscriptionFilters ?? []));
    return found;
  });
  return [
    ...settingFindings(stack, group, { retention_in_days: retentionInDays, kms_key_id: kmsKeyId }),
    ...(valueIn(filters) ?? []).map(({ filterName, destinationArn }) =>
      additionalFinding(
        stack,
        `${group.address} subscription filter`,
        { filterName, destinationArn },
        "Everything that is logged is copied there.",
      ),
    ),
  ];
}
