import type { SourceConfig, TableConfig } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { scalingElements, scalingOf } from "./table-scaling";
import { literal, ref } from "./text";

/** A table of a source: where it is in the stack, and where its key comes from. */
export interface ExpectedTable {
  /** Name of the resource, or data source, in the stack. */
  readonly name: string;
  /** Its address there. */
  readonly address: string;
  readonly config: TableConfig;
  /** Its key: an ARN, or a reference; undefined if AWS owns the key. */
  readonly keyArn: string | undefined;
}

/** The key of a table: the one that is given, or else a resource of the stack. */
export function keyOf({ encryption }: TableConfig, keyName: string): string | undefined {
  if (encryption.type === "aws-owned") return undefined;
  return encryption.keyArn === undefined ? ref(`aws_kms_key.${keyName}`, "arn") : literal(encryption.keyArn);
}

/** A table's own resource, and those that look at the deployed table before a change. */
export function tableElements(
  { name, config, keyArn }: ExpectedTable,
  stream?: SourceConfig,
): Record<string, Settings> {
  const { tableName, deletionProtection, pointInTimeRecovery, timeToLive } = config;
  const { enabled, recoveryPeriodInDays } = pointInTimeRecovery;
  const ignored = [
    ...Object.keys(scalingOf(config)).map((kind) => `${kind}_capacity`),
    ...(stream && stream.replaceStream === undefined ? ["stream_view_type"] : []),
  ];
  return {
    ...scalingElements(name, config),
    [`aws_dynamodb_table.${name}`]: {
      name: tableName,
      deletion_protection_enabled: deletionProtection,
      point_in_time_recovery: {
        enabled,
        recovery_period_in_days: enabled ? recoveryPeriodInDays : undefined,
      },
      server_side_encryption:
        keyArn === undefined ? { enabled: false } : { enabled: true, kms_key_arn: keyArn },
      // It deletes items.
      ttl: timeToLive && { attribute_name: literal(timeToLive.attribute), enabled: timeToLive.enabled },
      stream_enabled: stream && true,
      stream_view_type: stream?.streamViewType,
      lifecycle: {
        prevent_destroy: deletionProtection || undefined,
        ...(stream && stream.replaceStream === undefined && keepStream(stream)),
        ...(ignored.length > 0 && { ignore_changes: ignored }),
      },
    },
    [`terraform_data.${name}_deployed_name`]: { input: { value: ref(`aws_dynamodb_table.${name}`, "id") } },
    [`data.aws_dynamodb_table.${name}_deployed`]: {
      name: ref(`terraform_data.${name}_deployed_name`, "output.value"),
    },
    [`terraform_data.${name}_deployed_checks`]: {
      lifecycle: {
        precondition: deployedConditions(`data.aws_dynamodb_table.${name}_deployed`, config, stream),
      },
    },
  };
}

/** A plan keeps the stream that is deployed, and stops if the file wants another. */
function keepStream({ streamViewType }: SourceConfig): Settings {
  return {
    postcondition: [`\${self.stream_view_type == "${streamViewType}"}`],
  };
}

/** A plan stops if it changes protection and capacity at once, or replaces a stream that the file does not name. */
function deployedConditions(deployed: string, config: TableConfig, stream?: SourceConfig): string[] {
  const { deletionProtection, billing } = config;
  const scales = scalingOf(config);
  const same = [
    `${deployed}.billing_mode == "${billing.mode}"`,
    ...(billing.mode === "PROVISIONED"
      ? [
          ...(scales.read ? [] : [`${deployed}.read_capacity == ${billing.readCapacity}`]),
          ...(scales.write ? [] : [`${deployed}.write_capacity == ${billing.writeCapacity}`]),
        ]
      : []),
  ].join(" && ");
  const oneChange = `\${${deployed}.deletion_protection_enabled == ${deletionProtection} || (${same})}`;
  if (stream?.replaceStream === undefined) return [oneChange];
  const { replaceStream, streamViewType } = stream;
  const decided = `${deployed}.stream_label == "${replaceStream}" || ${deployed}.stream_view_type == "${streamViewType}"`;
  return [oneChange, `\${${decided}}`];
}
