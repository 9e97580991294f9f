import { partitionOf } from "./arns";
import type { FunctionPart } from "./function-parts";
import { fromLoaded } from "./loaded";
import { accountOf, regionOf } from "./placement";
import { error, type Problem } from "./problem";
import type { Environment, SourceConfig } from "./schema";
import { meteredSources } from "./usage-meters";

/**
 * Characters that the ARNs of streams and keys may take in a role's inline policies. IAM allows 10,240 for all of a
 * role's inline policies (IAM User Guide, quotas); the rest is for logs, failed batches and `permissions`.
 */
const EXACT_ARN_CHARACTERS = 8000;

/** Length of a stream's label, such as `2026-01-31T12:00:00.000`. */
const LABEL_CHARACTERS = 23;
/** Length of a key's ID, a UUID; of keys in several regions it is one less. */
const KEY_ID_CHARACTERS = 36;
/** Quotation marks and comma around an ARN in a list. */
const AROUND = 3;

/** What the role of a function names to read its streams. */
export interface StreamGrants {
  /** Sources whose streams and keys are named by their exact ARNs, sorted. */
  readonly exact: readonly string[];
  /** Streams of tenants whose ARNs do not fit; absent if all ARNs do. */
  readonly inOrganization?: OrganizationGrant;
}

/** Streams in any account of an organization. */
export interface OrganizationGrant {
  readonly organizationId: string;
  /** ARNs with the account left open: of each table's streams, one. */
  readonly streamArns: readonly string[];
  /** ARN of any key, with the account left open; empty if no tenant's table has a key of its own. */
  readonly keyArns: readonly string[];
}

/**
 * What the role of a consumer's function names to read its streams: exact ARNs while they fit into the policy. Beyond
 * that, the streams of tenants are named by their tables, in the accounts of the organization.
 */
export function streamGrantsOf(environment: Environment, consumer: string, part: FunctionPart): StreamGrants {
  const read = sourcesRead(environment, consumer, part);
  const { organization, tenants = {} } = environment;
  const ofTenants = read.filter((source) => Object.hasOwn(tenants, source));
  if (organization === undefined || fits(environment, read)) return { exact: read };
  const configs = ofTenants.map((source) => configOf(environment, source));
  return {
    exact: read.filter((source) => !ofTenants.includes(source)),
    inOrganization: {
      organizationId: organization,
      streamArns: unique(configs.map((config) => streamArn(environment, config, "*", "*"))),
      keyArns: unique(configs.flatMap((config) => anyKey(environment, config))),
    },
  };
}

/** Consumers that read so many tenants that their policy needs an organization, in a file that names none. */
export function checkStreamGrants(environment: Environment): Problem[] {
  const { consumers, organization, tenants = {} } = environment;
  if (organization !== undefined) return [];
  const parts = Object.keys(consumers).flatMap((consumer) => [
    { consumer, part: "stream-handler", key: "mappings" } as const,
    { consumer, part: "usage-meter", key: "usageMeter" } as const,
  ]);
  return parts.flatMap(({ consumer, part, key }) => {
    const read = sourcesRead(environment, consumer, part);
    if (fits(environment, read) || !read.some((source) => Object.hasOwn(tenants, source))) return [];
    return [
      error(
        ["consumers", consumer, key],
        `the ARNs of ${read.length} streams do not fit into the policies of one role`,
        "Name your organization in `organization`, so that the role may read these tables' streams in all of its accounts, or spread the tenants over several consumers",
      ),
    ];
  });
}

/** Sorted, so that the order of mappings changes nothing. */
function sourcesRead(environment: Environment, consumer: string, part: FunctionPart): string[] {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  if (part === "usage-meter") return unique(meteredSources(config));
  return part === "stream-handler" ? unique(config.mappings.map(({ source }) => source)) : [];
}

function fits(environment: Environment, sources: readonly string[]): boolean {
  const characters = sources.reduce((sum, source) => sum + charactersOf(environment, source), 0);
  return characters <= EXACT_ARN_CHARACTERS;
}

/** The ARNs themselves are known after an apply; their lengths before. */
function charactersOf(environment: Environment, source: string): number {
  const config = configOf(environment, source);
  const { id } = accountOf(config, environment);
  const stream = streamArn(environment, config, id, "x".repeat(LABEL_CHARACTERS)).length + AROUND;
  if (config.encryption.type !== "customer-managed") return stream;
  const [pattern = ""] = anyKey(environment, config);
  return stream + pattern.length + id.length + KEY_ID_CHARACTERS + AROUND;
}

function streamArn(environment: Environment, config: SourceConfig, account: string, label: string): string {
  const region = regionOf(config, environment);
  return `arn:${partitionOf(region)}:dynamodb:${region}:${account}:table/${config.tableName}/stream/${label}`;
}

function anyKey(environment: Environment, config: SourceConfig): string[] {
  if (config.encryption.type !== "customer-managed") return [];
  const region = regionOf(config, environment);
  return [`arn:${partitionOf(region)}:kms:${region}:*:key/*`];
}

function configOf(environment: Environment, source: string): SourceConfig {
  return fromLoaded(environment.sources[source], `sources.${source}`);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
