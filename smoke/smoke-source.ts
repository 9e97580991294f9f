import { randomUUID } from "node:crypto";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SMOKE_PREFIX } from "../config/smoke-marker";
import type { UserProblem } from "../errors/user-problem";
import { keyOf } from "./key-values";
import { MarkedItem } from "./marked-item";
import { problemsOf } from "./problems-of";
import { askAsAnother } from "./refusal";
import type { Refusal, SourceResult } from "./result";
import type { SmokeOptions } from "./smoke-options";
import type { SmokeTarget } from "./targets";
import { watch } from "./watch";

type Observed = Pick<SourceResult, "handledBy" | "refusals">;

const NOTHING: Observed = { handledBy: [], refusals: [] };

const NOT_BEGUN: UserProblem = { cause: "the test was interrupted before it began" };

/** Tests one source. What goes wrong is part of the result, and nothing stays in the table that can be removed. */
export async function smokeSource(target: SmokeTarget, options: SmokeOptions): Promise<SourceResult> {
  const { key, source, accountId, region } = target;
  const about = { source: key, tableName: source.tableName };
  if (options.signal.aborted) return { ...about, ...NOTHING, removed: true, problems: [NOT_BEGUN] };
  try {
    const { general } = await options.connect({ accountId, region }, options.role);
    const dynamodb = new DynamoDBClient(general);
    const result = await testTable(target, dynamodb, options);
    dynamodb.destroy();
    return { ...about, ...result };
  } catch (error) {
    return { ...about, ...NOTHING, removed: true, problems: problemsOf(error, key) };
  }
}

async function testTable(
  target: SmokeTarget,
  dynamodb: DynamoDBClient,
  options: SmokeOptions,
): Promise<Omit<SourceResult, "source" | "tableName">> {
  const { key, source } = target;
  const mark = `${SMOKE_PREFIX}${randomUUID()}`;
  const item = new MarkedItem(dynamodb, source.tableName, keyOf(source), mark);
  const problems: UserProblem[] = [];
  let observed = NOTHING;
  try {
    await item.put();
    options.onProgress(`${key}: put a marked item into ${source.tableName}`);
    // A stream of old images has none of a new item.
    if (source.streamViewType === "OLD_IMAGE") await item.remove();
    observed = await observe(target, { dynamodb, mark, since: Date.now() }, options);
  } catch (error) {
    problems.push(...problemsOf(error, key));
  }
  try {
    if (item.mayBeThere) await item.remove();
  } catch (error) {
    problems.push(...problemsOf(error, key));
  }
  return { ...observed, removed: !item.mayBeThere, problems };
}

/** Watches the functions, and then asks for the stream as somebody else. */
async function observe(
  { consumers, region, source }: SmokeTarget,
  { dynamodb, mark, since }: { dynamodb: DynamoDBClient; mark: string; since: number },
  options: SmokeOptions,
): Promise<Observed> {
  const handledBy = await Promise.all(
    consumers.map((consumer) => watch(consumer, region, { mark, since }, options)),
  );
  if (options.signal.aborted) return { handledBy, refusals: [] };
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: source.tableName }));
  const accountIds = [...new Set(consumers.map(({ accountId }) => accountId))];
  const refusals = await Promise.all(
    accountIds.map((accountId) => ask(accountId, region, Table?.LatestStreamArn ?? "", options)),
  );
  return { handledBy, refusals };
}

async function ask(
  accountId: string,
  region: string,
  streamArn: string,
  { connect, role }: SmokeOptions,
): Promise<Refusal> {
  const { general } = await connect({ accountId, region }, role);
  const streams = new DynamoDBStreamsClient(general);
  try {
    return await askAsAnother(streams, accountId, streamArn);
  } finally {
    streams.destroy();
  }
}
