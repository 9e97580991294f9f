import { fromLoaded } from "../config/loaded";
import { meteredSources } from "../config/usage-meters";
import type { FailureBucket } from "../constructs/failure-bucket";
import { FunctionWithRole } from "../constructs/function-with-role";
import { PlainTable } from "../constructs/plain-table";
import { StreamMapping } from "../constructs/stream-mapping";
import type { AccountStack } from "./account-stack";
import { type ConsumerStackProps, partOf } from "./consumer-props";
import { packagingOf } from "./function-code";
import { functionProps } from "./props/functions";
import { readStreams } from "./props/read-streams";
import { ledgerProps, meterMappingProps } from "./props/usage-meter";
import type { SourceOutputs } from "./source-outputs";

/**
 * Adds the usage meter, if the environment has it: a function, its mappings, and the table that keeps the counts.
 * @returns the UUIDs of its mappings, by source; undefined without a meter
 */
export function addUsageMeter(
  stack: AccountStack,
  props: ConsumerStackProps,
  sources: readonly SourceOutputs[],
  bucket: FailureBucket,
): Record<string, string> | undefined {
  const { usageMeter } = props.config;
  const fn = partOf(props, "usage-meter");
  if (!usageMeter || !fn) return undefined;
  const ledger = new PlainTable(stack, "usage-ledger", ledgerProps(usageMeter, props));
  const outputsOf = (names: readonly string[]) =>
    names.map((name) =>
      fromLoaded(
        sources.find((source) => source.name === name),
        `sources.${name}`,
      ),
    );
  const meter = new FunctionWithRole(
    stack,
    "meter",
    functionProps(fn, {
      code: props.bundle(fn.config.entry, packagingOf(fn)),
      description: "Counts the changes of DynamoDB tables in other accounts",
      policyName: "meter-usage",
      permissions: {
        ...readStreams(fn.streamGrants, sources),
        failureBucketArn: bucket.arn,
        statements: [
          {
            Sid: "KeepLedger",
            Effect: "Allow",
            Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
            Resource: ledger.tableArn,
          },
        ],
      },
    }),
  );
  const here = meteredSources(props.config).filter((name) => props.mapped.has(name));
  const entries = outputsOf(here).map(({ name, streamArn }) => {
    const ends = { streamArn, handler: meter, failureBucketArn: bucket.arn };
    const mapping = new StreamMapping(stack, `meter-mapping-${name}`, meterMappingProps(usageMeter, ends));
    return [name, mapping.uuid];
  });
  const uuids: Record<string, string> = Object.fromEntries(entries);
  stack.addOutput("usage_meter_function_name", "Name of the usage meter's function.", meter.functionName);
  stack.addOutput("usage_meter_role_arn", "ARN of the usage meter's execution role.", meter.roleArn);
  stack.addOutput("usage_ledger_table_arn", "ARN of the table that keeps the counts.", ledger.tableArn);
  stack.addOutput(
    "usage_mapping_uuids",
    "UUIDs of the usage meter's event source mappings, by source.",
    uuids,
  );
  return uuids;
}
