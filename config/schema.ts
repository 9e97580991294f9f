import { z } from "zod";
import { about } from "./schemas/about";
import type { accessRole, trusted } from "./schemas/access-role";
import { account } from "./schemas/account";
import type { accountSwitcher } from "./schemas/account-switcher";
import type { alarmGroup } from "./schemas/alarms";
import { backend } from "./schemas/backend";
import { key, region } from "./schemas/common";
import { consumer } from "./schemas/consumer";
import { defaults } from "./schemas/defaults";
import type { failureBucket } from "./schemas/failure-bucket";
import type { functionConfig } from "./schemas/function";
import type { mapping } from "./schemas/mapping";
import type { operatorRole } from "./schemas/operator-role";
import type { permission } from "./schemas/permission";
import { pipeline } from "./schemas/pipeline";
import type { readerApi } from "./schemas/reader-api";
import { type reader, source } from "./schemas/source";
import type { table } from "./schemas/table";
import type { usageMeter } from "./schemas/usage-meter";

const ORGANIZATION_REMEDY =
  "Use the ID of an AWS organization, o- and 10 to 32 lower-case letters and digits: aws organizations describe-organization";

/** The whole environment file, as a user writes it. */
export const environmentSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .meta(
        about({
          description:
            "Path of the JSON Schema, for editors that look for it here. The comment in a file's first line serves the same purpose.",
        }),
      ),
    sandbox: z
      .boolean()
      .default(false)
      .meta(
        about({
          description:
            "Whether everything here can be lost. In a sandbox, tables need neither deletion protection nor point-in-time recovery, nor a reason to go without.",
        }),
      ),
    region: region.meta(
      about({ description: "The AWS region of every source and consumer that does not set its own." }),
    ),
    accounts: z.record(key("an account"), account).meta(
      about({
        description: "The AWS accounts, by names of your choice.",
        examples: [{ orders: { id: "123456789012" }, analytics: { id: "210987654321" } }],
      }),
    ),
    organization: z
      .string(ORGANIZATION_REMEDY)
      .regex(/^o-[a-z0-9]{10,32}$/, ORGANIZATION_REMEDY)
      .optional()
      .meta(
        about({
          description:
            "ID of the AWS organization of all accounts here. Needed where a consumer reads so many tenants that their ARNs do not fit into its role's policy: the role may then read the streams of these tables in all accounts of the organization, and each stream's own policy still decides ([scale.md](scale.md#policies)).",
          ifAbsent: "policies name exact ARNs only",
          examples: ["o-a1b2c3d4e5"],
        }),
      ),
    backend: backend.optional(),
    pipeline: pipeline.optional(),
    defaults: defaults.optional(),
    sources: z.record(key("a source"), source).meta(
      about({
        description: "The tables whose streams are read, by names of your choice.",
        examples: [
          {
            orders: {
              account: "orders",
              tableName: "Orders",
              partitionKey: { name: "orderId" },
              readers: [{ consumer: "order-events" }],
            },
          },
        ],
      }),
    ),
    consumers: z.record(key("a consumer"), consumer).meta(
      about({
        description: "The functions that read the streams, by names of your choice.",
        examples: [
          {
            "order-events": {
              account: "analytics",
              roleName: "OrderEventsHandler",
              function: { name: "order-events" },
              mappings: [{ source: "orders" }],
            },
          },
        ],
      }),
    ),
  })
  .meta(
    about({
      description:
        "One environment: its accounts, the tables in them, and the functions that read their streams.",
    }),
  );

/** A checked environment: every default filled in, those of the file's own `defaults` included. */
export type Environment = Omit<FileContent, "backend"> & {
  readonly backend: BackendConfig;
  /** The sources that came of a source with `tenants`, by their names. @default none */
  readonly tenants?: Readonly<Record<string, TenantOf>>;
};

/** Where the source of a tenant comes from. */
export interface TenantOf {
  /** The source that has `tenants`. */
  readonly source: string;
  /** ID of the tenant. */
  readonly tenant: string;
}

/** The same as far as the schema can tell: whether a file needs a backend is a check's business. */
export type FileContent = Omit<z.output<typeof environmentSchema>, "defaults">;
/** One AWS account. */
export type AccountConfig = z.output<typeof account>;
/** Where Terraform keeps its state. */
export type BackendConfig = z.output<typeof backend>;
/** The roles that a pipeline deploys with. */
export type PipelineConfig = z.output<typeof pipeline>;
/** A table and its stream. */
export type SourceConfig = z.output<typeof source>;
/** One consumer, or one other role, that may read a stream. */
export type ReaderConfig = z.output<typeof reader>;
/** A table without a stream. */
export type TableConfig = z.output<typeof table>;
/** A role that functions of other accounts may assume. */
export type AccessRoleConfig = z.output<typeof accessRole>;
/** One function that may assume an access role. */
export type TrustedConfig = z.output<typeof trusted>;
/** An HTTP API that reads a table of another account. */
export type ReaderApiConfig = z.output<typeof readerApi>;
/** A function that acts in the account that its event names. */
export type AccountSwitcherConfig = z.output<typeof accountSwitcher>;
/** A function that counts changes, and the table that keeps the counts. */
export type UsageMeterConfig = z.output<typeof usageMeter>;
/** A role for people who look after a consumer. */
export type OperatorRoleConfig = z.output<typeof operatorRole>;
/** A function and what it reads. */
export type ConsumerConfig = z.output<typeof consumer>;
/** The alarms of a consumer: thresholds, and where they report. */
export type AlarmsConfig = z.output<typeof alarmGroup>;
/** How a failure bucket keeps deleted and overwritten batches. */
export type FailureBucketConfig = z.output<typeof failureBucket>;
/** The function of a consumer. */
export type FunctionConfig = z.output<typeof functionConfig>;
/** One thing that a function may do. */
export type PermissionConfig = z.output<typeof permission>;
/** One event source mapping. */
export type MappingConfig = z.output<typeof mapping>;
