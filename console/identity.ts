import type { Site } from "./model";

/** What the page calls a table, a function or a bucket. */
export function idOf(
  { accountId, region }: Site,
  kind: "table" | "function" | "bucket",
  name: string,
): string {
  return `${kind}/${accountId}/${region}/${name}`;
}

/** What the page calls a mapping: there is one between a table and a function. */
export function mappingId(tableId: string, functionId: string): string {
  return `${tableId} > ${functionId}`;
}

/** The table of a stream, as the page calls it. @returns undefined for an ARN that is not a stream's */
export function tableOfStream(streamArn: string): string | undefined {
  const [, region, accountId, name] =
    /^arn:[^:]+:dynamodb:([^:]+):(\d{12}):table\/([^/]+)\/stream\//.exec(streamArn) ?? [];
  if (region === undefined || accountId === undefined || name === undefined) return undefined;
  return idOf({ accountId, region }, "table", name);
}
