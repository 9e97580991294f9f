import type { ConsumerConfig } from "./schema";

/** What says which sources a consumer's usage meter counts. */
interface Metering {
  readonly usageMeter?: Pick<NonNullable<ConsumerConfig["usageMeter"]>, "sources"> | undefined;
  readonly mappings: readonly { readonly source: string }[];
}

/** The sources whose changes a consumer's usage meter counts, each once, in the order of the file; none without a meter. */
export function meteredSources({ usageMeter, mappings }: Metering): string[] {
  if (!usageMeter) return [];
  return usageMeter.sources ?? [...new Set(mappings.map(({ source }) => source))];
}

/** Whether a consumer's usage meter counts the changes of one source. */
export function isMetered({ usageMeter, mappings }: Metering, source: string): boolean {
  if (!usageMeter) return false;
  return usageMeter.sources?.includes(source) ?? mappings.some((mapping) => mapping.source === source);
}
