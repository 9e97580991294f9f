import { partitionOf } from "../../../config/arns";
import { failureBucketName } from "../../../config/bucket-names";
import { type ConfiguredFunction, functionsOfConsumer } from "../../../config/functions";
import { fromLoaded } from "../../../config/loaded";
import { mappingPlaces } from "../../../config/mapping-places";
import { accountOf, regionOf } from "../../../config/placement";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import { stackName } from "../../../config/stack-names";
import { statesRead } from "../../../config/states-read";
import { streamGrantsOf } from "../../../config/stream-grants";
import type { ExpectedStatement, Settings, StackInventory } from "../stack-inventory";
import { assumedBy } from "./admitted";
import { alarmElements, alarmOutputs } from "./alarms";
import { consumerOutputs } from "./consumer-outputs";
import { dashboardElement } from "./dashboard";
import { bucketElements, keepBatches } from "./failure-bucket";
import { type ExpectedManagedPolicy, functionElements, LAYER } from "./functions";
import { logQueryElements } from "./log-queries";
import { mappingElements, meterMappingElements, stateOf } from "./mappings";
import { operatorElements } from "./operator-role";
import { DECRYPT, READ_STREAM } from "./read-stream";
import { apiElements } from "./reader-api";
import { type ExpectedState, expectedBackend, expectedProvider, expectedRemoteState } from "./state";
import { ref } from "./text";
import { KEEP_LEDGER, ledgerElements, METER } from "./usage-meter";

/** What a consumer of the file implies. */
export function expectedConsumer(
  environment: Environment,
  key: string,
  state: ExpectedState,
): StackInventory {
  const consumer = fromLoaded(environment.consumers[key], `consumers.${key}`);
  const name = stackName("consumer", key, consumer);
  const region = regionOf(consumer, environment);
  const account = accountOf(consumer, environment);
  const partition = partitionOf(region);
  const functions = functionsOfConsumer(environment, key);
  const bucket = failureBucketName(consumer, environment);
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const mapped = sourcesMapped(environment, consumer);
  const states = new Set(statesRead(environment, key).own);
  const read = mapped.filter((source) => states.has(source.key));
  const ends = {
    sources: new Set(mappingPlaces(consumer, environment).own),
    handler: ref("aws_lambda_function.function", "function_name"),
    meter: ref(METER, "function_name"),
    bucketArn,
  };
  const statementsOf = (fn: ConfiguredFunction): ExpectedStatement[] =>
    fn.part === "usage-meter"
      ? [
          ...streamsRead(environment, fn, metered(read, consumer)),
          ...keepBatches(bucketArn, account.id),
          KEEP_LEDGER,
        ]
      : fn.part === "stream-handler"
        ? [...streamsRead(environment, fn, read), ...keepBatches(bucketArn, account.id)]
        : [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: assumedBy(environment, fn) }];
  return {
    name,
    provider: expectedProvider(name, account, { partition, region }),
    state: expectedBackend(name, state),
    elements: {
      ...remoteStates(read, state),
      ...Object.assign(
        {},
        ...functions.map((fn) =>
          functionElements(fn, statementsOf(fn), managedPolicies(environment, fn, read)),
        ),
      ),
      ...bucketElements(consumer.failureBucket, {
        name: bucket,
        arn: bucketArn,
        expendable: mapped.every(({ expendable }) => expendable),
      }),
      ...mappingElements(consumer, ends),
      ...meterMappingElements(consumer, ends),
      ...ledgerElements(consumer, environment),
      ...layer(consumer),
      ...(consumer.readerApi && apiElements(consumer.readerApi, { accountId: account.id, region })),
      ...operatorElements(environment, key),
      ...alarmElements(environment, key),
      ...logQueryElements(consumer, environment),
      ...dashboardElement(consumer, environment, {
        region,
        alarms: Object.keys(alarmOutputs(environment, key)).length > 0,
      }),
    },
    outputs: { ...consumerOutputs(consumer, ends.sources), ...alarmOutputs(environment, key) },
  };
}

/** A source that a consumer reads. */
interface SourceRead {
  /** Its key in the file. */
  readonly key: string;
  /** Name of the data source that reads its state. */
  readonly state: string;
  /** Name of its stack. */
  readonly stack: string;
  readonly encrypted: boolean;
  readonly expendable: boolean;
}

function sourcesMapped(environment: Environment, { mappings }: ConsumerConfig): SourceRead[] {
  return [...new Set(mappings.map(({ source }) => source))].map((key) => {
    const source = fromLoaded(environment.sources[key], `sources.${key}`);
    return {
      key,
      state: stateOf(key),
      stack: stackName("source", key, source),
      encrypted: source.encryption.type === "customer-managed",
      expendable: !source.deletionProtection,
    };
  });
}

function metered(read: readonly SourceRead[], { usageMeter }: ConsumerConfig): SourceRead[] {
  return read.filter(({ key }) => usageMeter?.sources?.includes(key) ?? true);
}

function remoteStates(read: readonly SourceRead[], state: ExpectedState): Record<string, Settings> {
  return Object.fromEntries(
    read.map(({ state: address, stack, encrypted }) => {
      const outputs = encrypted ? ["stream_arn", "key_arn"] : ["stream_arn"];
      return [address, expectedRemoteState(stack, outputs, state)];
    }),
  );
}

/** The streams of tenants may be too many to be named. */
function streamsRead(
  environment: Environment,
  { consumer, part, accountId }: ConfiguredFunction,
  read: readonly SourceRead[],
): ExpectedStatement[] {
  const { exact, managed, inOrganization } = streamGrantsOf(environment, consumer, part);
  if (managed.length > 0) return [];
  if (!inOrganization) return readStreams(read);
  const { organizationId, streamArns, keyArns } = inOrganization;
  const named = read.filter(({ key }) => exact.includes(key));
  const Condition = {
    StringEquals: { "aws:ResourceOrgID": organizationId },
    StringNotEquals: { "aws:ResourceAccount": accountId },
  };
  return [
    ...(named.length === 0 ? [] : readStreams(named)),
    { Effect: "Allow", Action: READ_STREAM, Resource: streamArns, Condition },
    ...(keyArns.length === 0
      ? []
      : [{ Effect: "Allow", Action: DECRYPT, Resource: keyArns, Condition } as const]),
  ];
}

/** Or so many that managed policies name them, each stream in one. */
function managedPolicies(
  environment: Environment,
  { consumer, part }: ConfiguredFunction,
  read: readonly SourceRead[],
): ExpectedManagedPolicy[] {
  return streamGrantsOf(environment, consumer, part).managed.map(({ number, sources }) => ({
    number,
    statements: readStreams(read.filter(({ key }) => sources.includes(key))),
  }));
}

function readStreams(read: readonly SourceRead[]): ExpectedStatement[] {
  const outputsOf = (sources: readonly SourceRead[], output: string) =>
    sources.map(({ state }) => ref(state, `outputs.${output}`));
  const encrypted = read.filter((source) => source.encrypted);
  const streams = { Effect: "Allow", Action: READ_STREAM, Resource: outputsOf(read, "stream_arn") } as const;
  if (encrypted.length === 0) return [streams];
  return [streams, { Effect: "Allow", Action: DECRYPT, Resource: outputsOf(encrypted, "key_arn") }];
}

function layer({ function: fn, readerApi, accountSwitcher }: ConsumerConfig): Record<string, Settings> {
  if (!readerApi && !accountSwitcher) return {};
  return {
    [LAYER]: {
      layer_name: `${fn.name}-cross-account`,
      filename: "assets/cross_account_layer_code",
    },
  };
}
