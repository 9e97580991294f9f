import { buffer } from "node:stream/consumers";
import type { DynamoDBClient, ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import type { Item } from "./item-json";

/** The part of an HTTP response that matters here. */
interface Response {
  /** A stream as it comes from the network; the SDK takes bytes, too. */
  body: unknown;
}

const NAME = Buffer.from('"__proto__"');

/**
 * Has the client keep attributes named `__proto__`. The SDK reads them as undefined where they are attributes of the
 * item itself, but not within a map (`JsonShapeDeserializer2` and `DynamoDBJsonShapeDeserializer2`, 3.1162.0). So
 * items among which there is such a name go through the SDK as the only attribute of another item.
 */
export function keepProtoAttributes(client: Pick<DynamoDBClient, "middlewareStack">): void {
  const wrapped = new WeakSet<object>();
  // Low is nearer to the network than the SDK's own deserializer, high is farther.
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (await wrapItems(result.response as Response)) wrapped.add(result.response as Response);
      return result;
    },
    { name: "wrapItems", step: "deserialize", priority: "low" },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (wrapped.has(result.response as Response)) unwrapItems(result.output as ScanCommandOutput);
      return result;
    },
    { name: "unwrapItems", step: "deserialize", priority: "high" },
  );
}

async function wrapItems(response: Response): Promise<boolean> {
  const body = await buffer(response.body as AsyncIterable<Uint8Array>);
  response.body = body;
  if (!body.includes(NAME)) return false;
  const page = JSON.parse(body.toString()) as { Items?: Item[] };
  response.body = Buffer.from(JSON.stringify({ ...page, Items: page.Items?.map((M) => ({ item: { M } })) }));
  return true;
}

function unwrapItems(page: ScanCommandOutput): void {
  page.Items = page.Items?.map(({ item }) => item?.M ?? {});
}
