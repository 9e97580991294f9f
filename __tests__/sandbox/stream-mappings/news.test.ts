import { rootSecret } from "../../../sandbox/secret";
import { NEWS_PATH } from "../../../sandbox/stream-mapping-service";
import { createMapping, emulatorUrl, grantStream, putItems, waitFor } from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

/** Without news, this service would read a stream every ten minutes. */
const mappings = mappingFixture({ flags: ["--poll-interval-ms", "600000", "--news-path", NEWS_PATH] });

/** Asks the emulator for news as the service does. */
function ask(after: number, secret = rootSecret()): Promise<Response> {
  const headers = { authorization: `Bearer ${secret}` };
  return fetch(`${emulatorUrl()}${NEWS_PATH}?after=${after}`, { headers });
}

test("the emulator tells which streams got records, again to a caller that knows more than it does", async () => {
  // Prepare
  const { source, streamArn } = await mappings.twoAccounts();
  const other = await mappings.twoAccounts();
  await putItems(other.source, ["before"]);
  const { next } = (await (await ask(0)).json()) as { next: number };

  // Act
  const waiting = ask(next);
  await putItems(source, ["a"]);
  const told = (await (await waiting).json()) as { next: number; streams: string[] };
  const afterRestart = (await (await ask(told.next + 1000)).json()) as { streams: string[] };

  // Assess
  expect(told.streams).toContain(streamArn);
  expect(told.streams).not.toContain(other.streamArn);
  expect(told.next).toBeGreaterThan(next);
  expect(afterRestart.streams).toEqual(expect.arrayContaining([streamArn, other.streamArn]));
});

test("who does not know the secret is told nothing", async () => {
  // Act
  const { status } = await ask(0, "guessed");

  // Assess
  expect(status).toBe(403);
});

test("a stream with news is read at once, however seldom streams are read otherwise", async () => {
  // Prepare
  const { source, consumer, streamArn, roleArn, invocations } = await mappings.twoAccounts();
  await grantStream(source, streamArn, roleArn);
  await createMapping(consumer, streamArn);
  await putItems(source, ["first"]);
  await waitFor(() => invocations.events().length === 1);

  // Act
  await putItems(source, ["second"]);
  await waitFor(() => invocations.events().length === 2);

  // Assess
  const keys = invocations
    .events()
    .map(({ Records }) => Records.map(({ dynamodb }) => dynamodb?.Keys?.id?.S));
  expect(keys).toEqual([["first"], ["second"]]);
});
