import type { ReviewedStack } from "../../review/plan/reviewed-stack";
import type { ElementJson } from "../../synthesized/stack-json";
import { recordedPlans } from "../unit/review/recorded";

/** Account of the recorded source stack, and what names its state. */
const ACCOUNT = "111111111111";
const STATE = "sandbox.source.tfstate";
const MAPPING = "aws_lambda_event_source_mapping";

/** An environment with its plans. */
export interface ManyTenants {
  /** What the environment file says. */
  readonly environment: unknown;
  readonly stacks: readonly ReviewedStack[];
}

/**
 * Plans of many tenants, made of recorded plans of one: each tenant has the source's stack in an account of its own, and
 * the consumer reads all of them.
 * @param recording name of a file in `__tests__/fixtures/plans`
 */
export function manyTenants(count: number, recording: string): ManyTenants {
  const { stacks, content } = recordedPlans(recording);
  const tenants = Array.from({ length: count }, (_, index) => ({
    key: `t${index}`,
    id: String(5e11 + index),
  }));
  const [source, consumer] = ["source", "consumer"].map((name) =>
    stacks.find((one) => one.planned.name === name),
  );
  if (!source || !consumer) throw new Error(`The recording ${recording} has other stacks.`);
  return {
    environment: environmentOf(content, tenants),
    stacks: [...tenants.map((tenant) => sourceOf(source, tenant)), consumerOf(consumer, tenants)],
  };
}

interface Tenant {
  readonly key: string;
  readonly id: string;
}

function sourceOf(source: ReviewedStack, { key, id }: Tenant): ReviewedStack {
  const copy = replaced(source, [
    [ACCOUNT, id],
    [STATE, `sandbox.source-${key}.tfstate`],
  ]);
  return { ...copy, planned: { ...copy.planned, name: `source-${key}` } };
}

/** Its policies name the streams of all tenants, and it has a mapping for each. */
function consumerOf(consumer: ReviewedStack, tenants: readonly Tenant[]): ReviewedStack {
  const { plan, configuration } = replaced(withManyResources(consumer, tenants), [
    [ACCOUNT, tenants[0]?.id ?? ACCOUNT],
    ["terraform_remote_state.source_changes.", "terraform_remote_state.source_t0."],
  ]);
  const multiply = <T extends { readonly type: string }>(resources: readonly T[] = []): T[] =>
    resources.flatMap((one) =>
      one.type === MAPPING ? tenants.map((tenant) => mappingOf(one, tenants, tenant)) : [one],
    );
  const state = plan.prior_state?.values;
  const original = consumer.configuration;
  const mapping = original.resource?.[MAPPING]?.mapping_changes ?? {};
  const read = original.data?.terraform_remote_state?.source_changes ?? {};
  const byTenant = (prefix: string, element: ElementJson) =>
    Object.fromEntries(
      tenants.map(({ key }) => [
        `${prefix}_${key}`,
        replaced(element, [
          ["source_changes", `source_${key}`],
          [STATE, `sandbox.source-${key}.tfstate`],
        ]),
      ]),
    );
  return {
    ...consumer,
    plan: {
      ...plan,
      prior_state: {
        values: { ...state, root_module: { resources: multiply(state?.root_module?.resources) } },
      },
      resource_changes: multiply(plan.resource_changes),
      resource_drift: multiply(plan.resource_drift),
    },
    configuration: {
      ...configuration,
      resource: { ...configuration.resource, [MAPPING]: byTenant("mapping", mapping) },
      data: { ...configuration.data, terraform_remote_state: byTenant("source", read) },
    },
  };
}

function mappingOf<T>(mapping: T, [first]: readonly Tenant[], { key, id }: Tenant): T {
  return replaced(mapping, [
    ["mapping_changes", `mapping_${key}`],
    [first?.id ?? "", id],
  ]);
}

/** A value in whose policies each list with the tenant's stream names the streams of all tenants. */
function withManyResources<T>(value: T, tenants: readonly Tenant[]): T {
  if (typeof value === "string") return manyResources(value, tenants) as T;
  if (Array.isArray(value)) return value.map((one) => withManyResources(one, tenants)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, withManyResources(one, tenants)]);
  return Object.fromEntries(entries);
}

const STREAM =
  /^arn:aws:dynamodb:[\w-]+:111111111111:table\/[^/]+\/stream\/|\.source_changes\.outputs\.stream_arn\}$/;

function manyResources(text: string, tenants: readonly Tenant[]): string {
  if (!text.startsWith('{"') || !text.includes('"Statement"')) return text;
  const policy = JSON.parse(text) as { readonly Statement: readonly ElementJson[] };
  const statements = policy.Statement.map((statement) => {
    const stream = [statement.Resource].flat().find((one) => STREAM.test(String(one)));
    if (stream === undefined) return statement;
    const all = tenants.map(({ key, id }) =>
      String(stream).replace(ACCOUNT, id).replace("source_changes", `source_${key}`),
    );
    return { ...statement, Resource: all };
  });
  return JSON.stringify({ ...policy, Statement: statements });
}

function replaced<T>(value: T, pairs: readonly (readonly [from: string, to: string])[]): T {
  return JSON.parse(pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(value)));
}

interface EnvironmentFile {
  readonly accounts: Readonly<Record<string, object>>;
  readonly sources: Readonly<Record<string, object>>;
  readonly consumers: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

function environmentOf(content: object, tenants: readonly Tenant[]): unknown {
  const { accounts, sources, consumers, ...rest } = content as EnvironmentFile;
  const { source: account, ...otherAccounts } = accounts;
  const { changes, ...otherSources } = sources;
  const { handler } = consumers;
  const each = (entryOf: (tenant: Tenant) => object) =>
    Object.fromEntries(tenants.map((tenant) => [tenant.key, entryOf(tenant)]));
  const keys = tenants.map(({ key }) => key);
  return {
    ...rest,
    accounts: { ...otherAccounts, ...each(({ id }) => ({ ...account, id })) },
    sources: {
      ...otherSources,
      ...each(({ key }) => ({ ...changes, account: key, stack: `source-${key}` })),
    },
    consumers: {
      handler: {
        ...handler,
        mappings: keys.map((source) => ({ source })),
        readerApi: { ...handler?.readerApi, source: keys[0] },
        accountSwitcher: { ...handler?.accountSwitcher, accounts: keys },
      },
    },
  };
}
