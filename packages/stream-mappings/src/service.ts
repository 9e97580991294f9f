import { mkdirSync } from "node:fs";
import { MappingApi } from "./api/mapping-api";
import { PolicySource } from "./authorization/policy-source";
import { StreamGate } from "./authorization/stream-access";
import { AwsClients } from "./aws/clients";
import { SignedHttp } from "./aws/signed-http";
import { PositionStore } from "./checkpoint/checkpoint-store";
import { Destinations } from "./destinations/destinations";
import { Invoker } from "./invocation/invoker";
import { lineLog } from "./log";
import { Supervisor } from "./mappings/supervisor";
import { Metrics } from "./metrics/metrics";
import { type ServiceOptions, withDefaults } from "./options";
import { PollPace } from "./reader/poll-pace";
import type { Services } from "./runtime/context";
import { Callers } from "./server/callers";
import { listen } from "./server/http-server";
import { PassThrough } from "./server/pass-through";
import { statusReport } from "./server/status";
import { Takeover } from "./server/takeover";
import { MappingStore } from "./store/mapping-store";

/** A running service. */
export interface RunningService {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** Ends it: takes no more calls, lets invocations under way come to their end, keeps every position. */
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
  const policies = new PolicySource(http, clients);
  const metrics = new Metrics(clients, settings.metricsIntervalMs, log);
  const gate = new StreamGate(policies);
  const services: Services = {
    settings,
    log,
    http,
    policies,
    metrics,
    gate,
    invoker: new Invoker(http),
    destinations: new Destinations(clients, policies, gate, metrics, log),
    mappings: new MappingStore(settings.stateDir),
    positions: new PositionStore(settings.stateDir),
    pace: new PollPace(settings.pollIntervalMs),
  };
  const supervisor = new Supervisor(services);
  const proxy = new PassThrough(settings.upstream);
  const { server, port } = await listen(
    {
      api: new MappingApi(services, supervisor),
      proxy,
      callers: new Callers(clients),
      takeover: new Takeover(http),
      log,
      status: () => statusReport(services.mappings, (uuid) => metrics.lagMs(uuid)),
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
