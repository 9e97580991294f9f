import { mkdirSync } from "node:fs";
import { EmulatorMappings } from "./api/emulator-mappings";
import { MappingApi } from "./api/mapping-api";
import { Sources } from "./api/sources";
import { Targets } from "./api/targets";
import { DestinationAccess } from "./authorization/destination-access";
import { PolicySource } from "./authorization/policy-source";
import { SessionNames } from "./authorization/session-names";
import { StreamAccess } from "./authorization/stream-access";
import { AwsClients } from "./aws/clients";
import { SignedHttp } from "./aws/signed-http";
import { CheckpointStore } from "./checkpoint/checkpoint-store";
import { Destinations } from "./destinations/destinations";
import { talliesIn } from "./destinations/discard-tally";
import { Feed } from "./feed/feed";
import { Invocations } from "./invocation/invocations";
import { Invoker } from "./invocation/invoker";
import { errorText, lineLog } from "./log";
import { MappingRunner } from "./mappings/mapping-runner";
import { Supervisor } from "./mappings/supervisor";
import { Metrics } from "./metrics/metrics";
import { parseStreamArn, type StreamArn } from "./model/arns";
import type { Mapping } from "./model/mapping";
import { StreamNews } from "./news/stream-news";
import { type ServiceOptions, type Settings, withDefaults } from "./options";
import { PollPace } from "./reader/poll-pace";
import { StreamApi } from "./reader/stream-api";
import { Callers } from "./server/callers";
import { listen } from "./server/http-server";
import { PassThrough } from "./server/pass-through";
import { statusReport } from "./server/status";
import { MappingStore } from "./store/mapping-store";

/** A running service. */
export interface RunningService {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** Ends it: takes no more calls, lets invocations under way come to their end, keeps every checkpoint. */
  stop(): Promise<void>;
}

/**
 * Starts the stream-mapping service: Lambda's event-source-mapping API for DynamoDB streams of any account, and
 * the mappings themselves, in front of an emulator.
 * @throws Error when the state folder cannot be used or the port is taken
 */
export async function startStreamMappingService(options: ServiceOptions): Promise<RunningService> {
  const settings = withDefaults(options);
  makeStateFolder(settings.stateDir);
  const aws = awsOf(settings);
  const telemetry = telemetryOf(settings, aws);
  const stores = storesOf(settings.stateDir, telemetry);
  const authorization = authorizationOf(aws);
  const news = newsOf(settings, telemetry);
  const supervisor = supervisorOf(settings, aws, stores, authorization, telemetry, news);
  const proxy = new PassThrough(settings.upstream);
  const { server, port } = await listen(
    {
      api: apiOf(aws, stores, authorization, supervisor, telemetry),
      proxy,
      callers: new Callers(aws.clients),
      emulator: new EmulatorMappings(aws.http),
      log: telemetry.log,
      feed: telemetry.feed,
      secret: settings.secret,
      status: () => statusReport(stores.mappings, (uuid) => telemetry.metrics.lagMs(uuid)),
    },
    settings.port,
  );
  news.start();
  supervisor.resume();
  return {
    port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      news.stop();
      await supervisor.stop();
      await telemetry.metrics.stop();
      server.closeAllConnections();
      await closed;
      proxy.close();
      aws.http.close();
    },
  };
}

/** Ways to call the emulator. */
function awsOf({ upstream, secret }: Settings) {
  return { http: new SignedHttp(upstream, secret), clients: new AwsClients(upstream, secret) };
}

function storesOf(stateDir: string, { feed }: Telemetry) {
  const changed = (mapping: string) => feed.tell(() => ({ kind: "mapping-changed", mapping }));
  return { mappings: new MappingStore(stateDir, changed), checkpoints: new CheckpointStore(stateDir) };
}

function telemetryOf(settings: Settings, { clients }: Aws) {
  const log = lineLog(settings.log);
  return { log, feed: new Feed(), metrics: new Metrics(clients, settings.metricsIntervalMs, log) };
}

function newsOf({ upstream, secret, newsPath: path }: Settings, { log }: Telemetry): StreamNews {
  return new StreamNews(path === undefined ? undefined : { upstream, path, secret }, log);
}

function authorizationOf({ http, clients }: Aws) {
  const functions = new PolicySource(http, clients);
  const sessionNames = new SessionNames();
  return {
    functions,
    streamAccess: new StreamAccess(functions, sessionNames),
    destinationAccess: new DestinationAccess(functions, sessionNames),
  };
}

type Aws = ReturnType<typeof awsOf>;
type Stores = ReturnType<typeof storesOf>;
type Authorization = ReturnType<typeof authorizationOf>;
type Telemetry = ReturnType<typeof telemetryOf>;

function supervisorOf(
  settings: Settings,
  { http, clients }: Aws,
  { mappings, checkpoints }: Stores,
  authorization: Authorization,
  { log, feed, metrics }: Telemetry,
  news: StreamNews,
): Supervisor {
  const lanes = {
    invocations: new Invocations(new Invoker(http), metrics, feed, log),
    destinations: new Destinations(
      clients,
      authorization.destinationAccess,
      metrics,
      talliesIn(mappings),
      feed,
      log,
    ),
    retryBackoffMs: settings.retryBackoffMs,
  };
  const polls = { pace: new PollPace(settings.pollIntervalMs, news), news, metrics, feed, log };
  const shards = { checkpoints, polls, lanes, windowGraceMs: settings.windowGraceMs };
  const runnerOf = (mapping: Mapping, report: (result: string) => void) => {
    const stream = parseStreamArn(mapping.streamArn);
    return (
      stream &&
      new MappingRunner(mapping, new StreamApi(http, stream), { access: authorization, shards, log }, report)
    );
  };
  return new Supervisor({ mappings, checkpoints, transitionMs: settings.transitionMs, log, runnerOf });
}

function apiOf(
  { http }: Aws,
  { mappings, checkpoints }: Stores,
  { functions, streamAccess }: Authorization,
  supervisor: Supervisor,
  { log }: Telemetry,
): MappingApi {
  const streamApi = (stream: StreamArn) => new StreamApi(http, stream);
  const sources = new Sources({ streamAccess, streamApi, checkpoints, log });
  const parts = { mappings, supervisor, targets: new Targets(functions), sources };
  return new MappingApi(parts, new EmulatorMappings(http));
}

function makeStateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Error(`the state folder cannot be used (${errorText(error)}). Name another with --state-dir.`);
  }
}
