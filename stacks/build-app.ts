import { App } from "cdktf";
import { alarmGroups } from "../alarms/alarm-groups";
import { dashboardOf } from "../alarms/dashboard/dashboard-of";
import { logQueriesOf } from "../alarms/queries/queries-of";
import { failureBucketName } from "../config/bucket-names";
import { functionsOfConsumer } from "../config/functions";
import { fromLoaded } from "../config/loaded";
import { mappingPlaces } from "../config/mapping-places";
import { alarmSettings } from "../config/monitoring";
import { operatorRoleOf } from "../config/operator-roles";
import { accountOf, regionOf } from "../config/placement";
import type { Environment } from "../config/schema";
import { type StackNames, stackNames } from "../config/stack-names";
import { statesRead } from "../config/states-read";
import { streamGrantsOf } from "../config/stream-grants";
import { GuardValidation } from "../guards/guard-validation";
import type { AccountStackProps } from "./account-stack";
import { addMappingStacks } from "./add-mapping-stacks";
import type { ConsumerStackProps } from "./consumer-props";
import { ConsumerStack } from "./consumer-stack";
import type { Bundler } from "./function-code";
import { readersOf, rolesAssumed, rolesOperated, trustedBy } from "./grants";
import { guardSettings } from "./guard-settings";
import type { SourceReference } from "./source-outputs";
import { SourceStack } from "./source-stack";

export interface BuildAppOptions {
  /** Name of the environment; part of the names of local state files. */
  readonly name: string;
  /** The environment, as `loadEnvironment` gives it: checked, and complete. */
  readonly environment: Environment;
  /** Packs the code of an entry file: a function's, or that of the layer. */
  readonly bundle: Bundler;
  /**
   * Folder to synthesize into.
   * @default what the CDKTF CLI says, or else `cdktf.out`
   */
  readonly outdir?: string;
  /**
   * Where files of local state are, relative to the folder of a stack.
   * @default beside the folder to synthesize into
   */
  readonly stateFolder?: string;
}

/** The CDKTF application of an environment: one stack for each source and each consumer, and the mapping stacks. */
export function buildApp(options: BuildAppOptions): App {
  // Stack traces would put local paths into the JSON.
  const app = new App({ outdir: options.outdir, stackTraces: false });
  const names = stackNames(options.environment);
  const sources = addSources(app, options, names);
  addConsumers(app, options, names, sources);
  GuardValidation.addTo(app, guardSettings(options.environment));
  return app;
}

function addSources(app: App, options: BuildAppOptions, names: StackNames): Map<string, SourceReference> {
  const { environment } = options;
  const sources = Object.entries(environment.sources).map(([name, config]): [string, SourceReference] => {
    const readers = readersOf(environment, name, config);
    const props = {
      ...accountProps(config, options),
      name,
      config,
      readers,
      trusted: trustedBy(environment, config),
    };
    const stack = new SourceStack(app, fromLoaded(names.sources[name], `sources.${name}`), props);
    return [name, { name, config, stack }];
  });
  return new Map(sources);
}

function addConsumers(
  app: App,
  options: BuildAppOptions,
  names: StackNames,
  sources: ReadonlyMap<string, SourceReference>,
): void {
  const { environment, bundle } = options;
  for (const [name, config] of Object.entries(environment.consumers)) {
    const places = mappingPlaces(config, environment);
    const functions = functionsOfConsumer(environment, name);
    const settings = alarmSettings(config, environment);
    const operator = operatorRoleOf(environment, name);
    const groups = alarmGroups(environment, name);
    const props: ConsumerStackProps = {
      ...accountProps(config, options),
      consumer: name,
      sandbox: environment.sandbox,
      config,
      failureBucketName: failureBucketName(config, environment),
      functions: functions.map((fn) => ({
        ...fn,
        assumes: rolesAssumed(environment, fn),
        streamGrants: streamGrantsOf(environment, name, fn.part),
      })),
      operator: operator && { ...operator, assumes: rolesOperated(environment, name) },
      monitoring: settings && { settings, groups },
      dashboard: dashboardOf(environment, name, groups),
      logQueries: logQueriesOf(environment, name),
      bundle,
      sources: statesRead(environment, name).own.map((key) => fromLoaded(sources.get(key), `sources.${key}`)),
      expendable: config.mappings.every(({ source }) => !environment.sources[source]?.deletionProtection),
      mapped: new Set(places.own),
    };
    const consumerStack = new ConsumerStack(
      app,
      fromLoaded(names.consumers[name], `consumers.${name}`),
      props,
    );
    addMappingStacks(app, {
      ...accountProps(config, options),
      names: fromLoaded(names.mappings[name], `mapping stacks of ${name}`),
      ...{ places, consumerStack, consumer: props, sources },
    });
  }
}

function accountProps(
  part: { readonly account: string; readonly region?: string | undefined },
  { name, environment, stateFolder }: BuildAppOptions,
): AccountStackProps {
  return {
    account: accountOf(part, environment),
    region: regionOf(part, environment),
    state: {
      backend: environment.backend,
      environmentName: name,
      region: environment.region,
      folder: stateFolder,
    },
  };
}
