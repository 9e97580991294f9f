import { addressOf, idOf, type State, type StateResource } from "./state";

/** Outputs that name the mappings of a stack by their UUIDs. */
const UUID_OUTPUTS = ["mapping_uuids", "usage_mapping_uuids"];

/** The source of each mapping by its UUID, for each output that names UUIDs. */
export type KnownUuids = ReadonlyMap<string, ReadonlyMap<unknown, string>>;

/** What the outputs of some states say of their mappings. */
export function knownUuids(states: Iterable<State | undefined>): KnownUuids {
  const known = new Map<string, Map<unknown, string>>();
  for (const state of states) {
    for (const name of UUID_OUTPUTS) {
      const value = state?.outputs[name]?.value;
      if (typeof value !== "object" || value === null) continue;
      const sources = known.get(name) ?? new Map<unknown, string>();
      for (const [source, uuid] of Object.entries(value)) sources.set(uuid, source);
      known.set(name, sources);
    }
  }
  return known;
}

/** A stack's outputs with the UUIDs of the mappings that it holds: otherwise the next plan would change the outputs. */
export function withOwnUuids(
  outputs: State["outputs"],
  resources: readonly StateResource[],
  known: KnownUuids,
): State["outputs"] {
  const held = resources.map(idOf);
  const named = [...known].map(([name, sources]) => {
    const entries = held.flatMap((uuid): [string, unknown][] => {
      const source = sources.get(uuid);
      return source === undefined ? [] : [[source, uuid]];
    });
    const value = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    const type = ["object", Object.fromEntries(Object.keys(value).map((source) => [source, "string"]))];
    return [name, { ...outputs[name], value, type }];
  });
  return { ...outputs, ...Object.fromEntries(named) };
}

/** Resources without dependencies on what another state holds: Terraform finds the others again when it plans. */
export function withOwnDependencies(resources: readonly StateResource[]): StateResource[] {
  const own = new Set(resources.filter(({ mode }) => mode === "managed").map(addressOf));
  const isOwn = (address: unknown) => own.has(String(address)) || String(address).startsWith("data.");
  return resources.map(({ instances = [], ...resource }) => ({
    ...resource,
    instances: instances.map(({ dependencies, ...instance }) => {
      const kept = Array.isArray(dependencies) ? dependencies.filter(isOwn) : [];
      // As Terraform writes it: no list instead of an empty one.
      return kept.length === 0 ? instance : { ...instance, dependencies: kept };
    }),
  }));
}
