import type { PolicySource } from "../authorization/policy-source";
import type { StreamGate } from "../authorization/stream-access";
import type { SignedHttp } from "../aws/signed-http";
import type { PositionStore } from "../checkpoint/checkpoint-store";
import type { Destinations } from "../destinations/destinations";
import type { Invoker } from "../invocation/invoker";
import type { Log } from "../log";
import type { Metrics } from "../metrics/metrics";
import type { Settings } from "../options";
import type { PollPace } from "../reader/poll-pace";
import type { MappingStore } from "../store/mapping-store";

/** What all mappings share. */
export interface Services {
  readonly settings: Settings;
  readonly log: Log;
  readonly http: SignedHttp;
  readonly policies: PolicySource;
  readonly gate: StreamGate;
  readonly invoker: Invoker;
  readonly destinations: Destinations;
  readonly metrics: Metrics;
  readonly mappings: MappingStore;
  readonly positions: PositionStore;
  readonly pace: PollPace;
}
