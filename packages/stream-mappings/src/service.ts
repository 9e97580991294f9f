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
import { Invocations } from "./invocation/invocations";
import { Invoker } from "./invocation/invoker";
import { errorText, type Log, lineLog } from "./log";
import { MappingRunner } from "./mappings/mapping-runner";
import { Supervisor } from "./mappings/supervisor";
import { Metrics } from "./metrics/metrics";
import { parseStreamArn } from "./model/arns";
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

/** What all parts of the service are built on. */
interface Foundation {
  readonly settings: Settings;
  readonly log: Log;
  readonly http: SignedHttp;
  readonly clients: AwsClients;
  readonly metrics: Metrics;
  readonly mappings: MappingStore;
  readonly checkpoints: CheckpointStore;
  readonly policies: PolicySource;
  readonly sessionNames: SessionNames;
  readonly streamAccess: StreamAccess;
}

/**
 * Starts the stream-mapping service: Lambda's event-source-mapping API for DynamoDB streams of any account, and
 * the mappings themselves, in front of an emulator.
 * @throws Error when the state folder cannot be used or the port is taken
 */
export async function startStreamMappingService(options: ServiceOptions): Promise<RunningService> {
  const foundation = foundationOf(withDefaults(options));
  const { settings, log, http, clients, metrics, mappings } = foundation;
  const supervisor = supervisorOf(foundation);
  const emulator = new EmulatorMappings(http);
  const proxy = new PassThrough(settings.upstream);
  const { server, port } = await listen(
    {
      api: apiOf(foundation, supervisor, emulator),
      proxy,
      callers: new Callers(clients),
      emulator,
      log,
      status: () => statusReport(mappings, (uuid) => metrics.lagMs(uuid)),
    },
    settings.port,
  );
  supervisor.resume();
  return {
    port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await supervisor.stop();
      await metrics.stop();
      server.closeAllConnections();
      await closed;
      proxy.close();
      http.close();
    },
  };
}

function foundationOf(settings: Settings): Foundation {
  makeStateFolder(settings.stateDir);
  const log = lineLog(settings.log);
  const http = new SignedHttp(settings.upstream);
  const clients = new AwsClients(settings.upstream);
  const policies = new PolicySource(http, clients);
  const sessionNames = new SessionNames();
  return {
    settings,
    log,
    http,
    clients,
    metrics: new Metrics(clients, settings.metricsIntervalMs, log),
    mappings: new MappingStore(settings.stateDir),
    checkpoints: new CheckpointStore(settings.stateDir),
    policies,
    sessionNames,
    streamAccess: new StreamAccess(policies, sessionNames),
  };
}

/** A record's way: reader, filters, lanes, invocation, and on-failure destinations for what is discarded. */
function supervisorOf(foundation: Foundation): Supervisor {
  const { settings, log, http, clients, metrics, mappings, checkpoints, policies } = foundation;
  const destinationAccess = new DestinationAccess(policies, foundation.sessionNames);
  const runners = {
    access: { functions: policies, streamAccess: foundation.streamAccess },
    shards: {
      checkpoints,
      polls: { pace: new PollPace(settings.pollIntervalMs), metrics, log },
      lanes: {
        invocations: new Invocations(new Invoker(http), metrics, log),
        destinations: new Destinations(clients, destinationAccess, metrics, log),
        retryBackoffMs: settings.retryBackoffMs,
      },
      windowGraceMs: settings.windowGraceMs,
    },
    log,
  };
  return new Supervisor({
    mappings,
    checkpoints,
    transitionMs: settings.transitionMs,
    log,
    runnerOf: (mapping, report) => {
      const stream = parseStreamArn(mapping.streamArn);
      return stream && new MappingRunner(mapping, new StreamApi(http, stream), runners, report);
    },
  });
}

function apiOf(
  { http, mappings, checkpoints, policies, streamAccess, log }: Foundation,
  supervisor: Supervisor,
  emulator: EmulatorMappings,
): MappingApi {
  const sources = new Sources({
    streamAccess,
    streamApi: (stream) => new StreamApi(http, stream),
    checkpoints,
    log,
  });
  return new MappingApi({ mappings, supervisor, targets: new Targets(policies), sources }, emulator);
}

function makeStateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Error(`the state folder cannot be used (${errorText(error)}). Name another with --state-dir.`);
  }
}
