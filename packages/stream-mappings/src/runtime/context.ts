import type { SignedHttp } from "../aws/signed-http";
import type { Destinations } from "../destinations/destinations";
import type { PolicySource } from "../gate/policy-source";
import type { StreamGate } from "../gate/stream-gate";
import type { Invoker } from "../invoker/invoker";
import type { Log } from "../log";
import type { Metrics } from "../metrics/metrics";
import type { Settings } from "../options";
import type { MappingStore } from "../store/mapping-store";
import type { PositionStore } from "../store/position-store";
import type { PollPace } from "./poll-pace";

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
