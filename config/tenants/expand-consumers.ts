import { type Group, isGroup } from "../group";
import type { TenantGroup } from "./tenant-group";

/**
 * The consumers of a file, with what they say of a source with `tenants` said of each tenant. An entry for one tenant
 * takes precedence over the one for all.
 */
export function expandConsumers(consumers: unknown, groups: readonly TenantGroup[]): unknown {
  if (!isGroup(consumers)) return consumers;
  const byName = new Map(groups.map((group) => [group.name, group]));
  return Object.fromEntries(
    Object.entries(consumers).map(([key, consumer]) => [
      key,
      isGroup(consumer) ? expandConsumer(consumer, byName) : consumer,
    ]),
  );
}

type Groups = ReadonlyMap<unknown, TenantGroup>;

function expandConsumer(consumer: Group, groups: Groups): Group {
  const { mappings, accountSwitcher, alarms, usageMeter } = consumer;
  return {
    ...consumer,
    ...(Array.isArray(mappings) && {
      mappings: expandedMappings(mappings, groups).map(({ mapping }) => mapping),
    }),
    ...(isGroup(accountSwitcher) && { accountSwitcher: expandSwitcher(accountSwitcher, groups) }),
    ...(isGroup(alarms) && { alarms: expandAlarms(alarms, groups) }),
    ...(isGroup(usageMeter) && { usageMeter: expandMeter(usageMeter, groups) }),
  };
}

/** The mappings of a consumer, each with the place of the one in the file that it comes from. */
export function expandedMappings(
  mappings: readonly unknown[],
  groups: Groups,
): { readonly mapping: unknown; readonly place: number }[] {
  const named = new Set(mappings.map((mapping) => isGroup(mapping) && mapping.source));
  return mappings.flatMap((mapping, place) => {
    const group = isGroup(mapping) ? groups.get(mapping.source) : undefined;
    if (!group || !isGroup(mapping)) return [{ mapping, place }];
    return [...group.members]
      .filter(([source]) => !named.has(source))
      .map(([source, { tenant }]) => ({
        mapping: { ...mapping, source, ...(tenant.enabled === false && { enabled: false }) },
        place,
      }));
  });
}

function expandSwitcher(switcher: Group, groups: Groups): Group {
  const { accounts } = switcher;
  return Array.isArray(accounts) ? { ...switcher, accounts: expandedNames(accounts, groups) } : switcher;
}

function expandMeter(meter: Group, groups: Groups): Group {
  const { sources } = meter;
  return Array.isArray(sources) ? { ...meter, sources: expandedNames(sources, groups) } : meter;
}

/** A tenant's source and its account have the same name. */
function expandedNames(names: readonly unknown[], groups: Groups): unknown[] {
  return names.flatMap((name) => {
    const group = groups.get(name);
    return group ? [...group.members.keys()] : [name];
  });
}

function expandAlarms(alarms: Group, groups: Groups): Group {
  const { noEventsHours } = alarms;
  if (!isGroup(noEventsHours)) return alarms;
  const expanded = Object.entries(noEventsHours).flatMap(([source, hours]) => {
    const group = groups.get(source);
    return group ? [...group.members.keys()].map((key) => [key, hours]) : [[source, hours]];
  });
  // What is said of one tenant takes precedence.
  const own = Object.entries(noEventsHours).filter(([source]) => !groups.has(source));
  return { ...alarms, noEventsHours: Object.fromEntries([...expanded, ...own]) };
}
