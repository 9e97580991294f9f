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
import { lineLog } from "./log";
import { MappingRunner } from "./mappings/mapping-runner";
import { Supervisor } from "./mappings/supervisor";
import { Metrics } from "./metrics/metrics";
import { parseStreamArn, type StreamArn } from "./model/arns";
import { type ServiceOptions, withDefaults } from "./options";
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
  mkdirSync(settings.stateDir, { recursive: true });
  const log = lineLog(settings.log);
  const http = new SignedHttp(settings.upstream);
  const clients = new AwsClients(settings.upstream);
  const proxy = new PassThrough(settings.upstream);
  const metrics = new Metrics(clients, settings.metricsIntervalMs, log);
  const mappings = new MappingStore(settings.stateDir);
  const checkpoints = new CheckpointStore(settings.stateDir);
  const functions = new PolicySource(http, clients);
  const sessionNames = new SessionNames();
  const streamAccess = new StreamAccess(functions, sessionNames);
  const streamApi = (stream: StreamArn) => new StreamApi(http, stream);

  const destinationAccess = new DestinationAccess(functions, sessionNames);
  const runners = {
    access: { functions, streamAccess },
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
  const supervisor = new Supervisor({
    mappings,
    checkpoints,
    transitionMs: settings.transitionMs,
    log,
    runnerOf: (mapping, report) => {
      const stream = parseStreamArn(mapping.streamArn);
      return stream && new MappingRunner(mapping, streamApi(stream), runners, report);
    },
  });

  const sources = new Sources({ streamAccess, streamApi, checkpoints, log });
  const emulator = new EmulatorMappings(http);
  const api = new MappingApi({ mappings, supervisor, targets: new Targets(functions), sources }, emulator);
  const status = () => statusReport(mappings, (uuid) => metrics.lagMs(uuid));
  const callers = new Callers(clients);
  const { server, port } = await listen({ api, proxy, callers, emulator, log, status }, settings.port);
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
