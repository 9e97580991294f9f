import type { FunctionPart } from "./function-parts";
import { fromLoaded } from "./loaded";
import { type ManagedStreams, spreadOverPolicies } from "./managed-streams";
import { error, type Problem } from "./problem";
import type { Environment } from "./schema";
import { keyArnAnywhere, streamArnAnywhere, streamArnCharacters } from "./stream-arns";
import { meteredSources } from "./usage-meters";

/**
 * Characters that the ARNs of streams and keys may take in a role's inline policies. IAM allows 10,240 for all of a
 * role's inline policies (IAM User Guide, quotas); the rest is for logs, failed batches and `permissions`.
 */
const EXACT_ARN_CHARACTERS = 8000;

/**
 * Characters that they may take in one managed policy. IAM allows 6,144 (IAM User Guide, quotas); the rest is for what
 * stands around them.
 */
const MANAGED_ARN_CHARACTERS = 5700;

/** What the role of a function names to read its streams. */
export interface StreamGrants {
  /** Sources whose streams and keys the role's inline policy names by their exact ARNs, sorted. */
  readonly exact: readonly string[];
  /** Those that managed policies name by their exact ARNs, because they do not fit into the inline policy. */
  readonly managed: readonly ManagedStreams[];
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
 * What the role of a consumer's function names to read its streams: exact ARNs while they fit into its inline policy,
 * and then while they fit into ten managed policies. Beyond that, the streams of tenants are named by their tables, in
 * the accounts of the organization.
 */
export function streamGrantsOf(environment: Environment, consumer: string, part: FunctionPart): StreamGrants {
  const read = sourcesRead(environment, consumer, part);
  if (fits(environment, read)) return { exact: read, managed: [] };
  const managed = spreadOverPolicies(read);
  const { organization, tenants = {} } = environment;
  if (organization === undefined || fitManaged(environment, managed)) return { exact: [], managed };
  const ofTenants = read.filter((source) => Object.hasOwn(tenants, source));
  return {
    exact: read.filter((source) => !ofTenants.includes(source)),
    managed: [],
    inOrganization: {
      organizationId: organization,
      streamArns: unique(ofTenants.map((source) => streamArnAnywhere(environment, source))),
      keyArns: unique(ofTenants.flatMap((source) => keyArnAnywhere(environment, source))),
    },
  };
}

/** The sources whose streams a role names by their exact ARNs, in whichever policy. */
export function sourcesNamed({ exact, managed }: StreamGrants): string[] {
  return [...exact, ...managed.flatMap(({ sources }) => sources)];
}

/** Consumers that read so many streams that their policies cannot name them, and that no organization helps. */
export function checkStreamGrants(environment: Environment): Problem[] {
  const parts = Object.keys(environment.consumers).flatMap((consumer) => [
    { consumer, part: "stream-handler", key: "mappings" } as const,
    { consumer, part: "usage-meter", key: "usageMeter" } as const,
  ]);
  return parts.flatMap(({ consumer, part, key }) => {
    const { exact, managed } = streamGrantsOf(environment, consumer, part);
    if (fits(environment, exact) && fitManaged(environment, managed)) return [];
    const count = sourcesRead(environment, consumer, part).length;
    return [
      error(
        ["consumers", consumer, key],
        `the ARNs of ${count} streams do not fit into the policies of one role, with ten managed policies`,
        remedyFor(environment),
      ),
    ];
  });
}

function remedyFor({ organization, tenants = {} }: Environment): string {
  if (organization !== undefined || Object.keys(tenants).length === 0) {
    return "Spread the sources over several consumers";
  }
  return "Name your organization in `organization`, so that the role may read these tables' streams in all of its accounts, or spread the tenants over several consumers";
}

function fits(environment: Environment, sources: readonly string[]): boolean {
  return streamArnCharacters(environment, sources) <= EXACT_ARN_CHARACTERS;
}

function fitManaged(environment: Environment, managed: readonly ManagedStreams[]): boolean {
  return managed.every(({ sources }) => streamArnCharacters(environment, sources) <= MANAGED_ARN_CHARACTERS);
}

/** Sorted, so that the order of mappings changes nothing. */
function sourcesRead(environment: Environment, consumer: string, part: FunctionPart): string[] {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  if (part === "usage-meter") return unique(meteredSources(config));
  return part === "stream-handler" ? unique(config.mappings.map(({ source }) => source)) : [];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
