import type { ConsumerConfig } from "./schema";

/** The sources whose changes a consumer's usage meter counts, each once, in the order of the file; none without a meter. */
export function meteredSources({
  usageMeter,
  mappings,
}: {
  readonly usageMeter?: Pick<NonNullable<ConsumerConfig["usageMeter"]>, "sources"> | undefined;
  readonly mappings: readonly { readonly source: string }[];
}): string[] {
  if (!usageMeter) return [];
  return usageMeter.sources ?? [...new Set(mappings.map(({ source }) => source))];
}
