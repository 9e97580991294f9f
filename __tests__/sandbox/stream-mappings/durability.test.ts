import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetEventSourceMappingCommand, ListTagsCommand } from "@aws-sdk/client-lambda";
import { Account, createMapping, type FunctionEvent, putItems, waitFor } from "../support/aws";
import { fixtureAt } from "../support/mapping-fixture";
import { startOwnService } from "../support/own-service";

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "durability-"));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

test("a service that is started again goes on where it was, with the same mappings", async () => {
  // Prepare
  const first = await startOwnService({ stateDir });
  const { account, streamArn, invocations } = await fixtureAt(() => first.url).oneAccount();
  const created = await createMapping(account, streamArn, { BatchSize: 7, Tags: { team: "a" } });
  await putItems(account, ["before"]);
  await waitFor(() => invocations.batches().length === 1);

  // Act
  await first.stop();
  await putItems(account, ["meanwhile"]);
  const second = await startOwnService({ stateDir });
  await waitFor(() => invocations.batches().length === 2);

  // Assess
  const again = new Account(second.url, account.id);
  const mapping = await again.lambda.send(new GetEventSourceMappingCommand({ UUID: created.UUID }));
  const tags = await again.lambda.send(new ListTagsCommand({ Resource: created.EventSourceMappingArn }));
  expect(invocations.batches()).toEqual([["before"], ["meanwhile"]]);
  expect(mapping).toMatchObject({ State: "Enabled", BatchSize: 7 });
  expect(tags.Tags).toEqual({ team: "a" });
  await second.stop();
});

test("LATEST stays where it was when the mapping was made", async () => {
  // Prepare
  const first = await startOwnService({ stateDir });
  const { account, streamArn, invocations } = await fixtureAt(() => first.url).oneAccount();
  await putItems(account, ["old"]);
  await createMapping(account, streamArn, { StartingPosition: "LATEST" });

  // Act
  await first.stop();
  await putItems(account, ["new"]);
  const second = await startOwnService({ stateDir });
  await waitFor(() => invocations.batches().length > 0);

  // Assess
  expect(invocations.batches()).toEqual([["new"]]);
  await second.stop();
});

test("an open window keeps its state", async () => {
  // Prepare
  const first = await startOwnService({ stateDir });
  const { account, streamArn, invocations } = await fixtureAt(() => first.url).oneAccount({
    body: "return { state: { count: (event.state.count ?? 0) + ids.length } };",
  });
  await createMapping(account, streamArn, { TumblingWindowInSeconds: 900 });
  await putItems(account, ["a", "b"]);
  await waitFor(() => invocations.batches().flat().length === 2);

  // Act
  await first.stop();
  await putItems(account, ["c"]);
  const second = await startOwnService({ stateDir });
  await waitFor(() => invocations.batches().flat().length === 3);

  // Assess
  const last = invocations.events().at(-1) as FunctionEvent;
  expect(last.state).toEqual({ count: 2 });
  await second.stop();
});
