import {
  DeleteFunctionCommand,
  GetFunctionCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { createFunction, createMapping, lastResult, putItems, waitFor } from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const mappings = mappingFixture();

test("throttling costs no retries: the batch waits until there is room", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount();
  const limit = (ReservedConcurrentExecutions: number) =>
    account.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: "on-change", ReservedConcurrentExecutions }),
    );
  await limit(0);
  await putItems(account, ["a"]);

  // Act
  const { UUID } = await createMapping(account, streamArn, { MaximumRetryAttempts: 0 });
  await waitFor(async () => (await lastResult(account, UUID)) === "PROBLEM: Function call failed");
  const whileThrottled = invocations.batches();
  await limit(5);
  await waitFor(() => invocations.batches().length > 0);

  // Assess
  expect(whileThrottled).toEqual([]);
  expect(invocations.batches()).toEqual([["a"]]);
});

test("a missing function costs no retries: created again, it gets the records", async () => {
  // Prepare
  const { account, streamArn, roleArn } = await mappings.oneAccount();
  const { UUID } = await createMapping(account, streamArn, { MaximumRetryAttempts: 0 });
  await account.lambda.send(new DeleteFunctionCommand({ FunctionName: "on-change" }));
  await putItems(account, ["a"]);

  // Act
  await waitFor(
    async () => (await lastResult(account, UUID))?.startsWith("PROBLEM: Function not found") === true,
  );
  const invocations = await createFunction(account, roleArn);
  await waitFor(() => invocations.batches().length > 0);

  // Assess
  expect(invocations.batches()).toEqual([["a"]]);
});

test("a time-out is an error like any other", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount({
    body: `if (ids.includes("slow")) await new Promise((resolve) => setTimeout(resolve, 60000));`,
    timeout: 1,
  });
  await putItems(account, ["slow", "next"]);

  // Act
  await createMapping(account, streamArn, { BatchSize: 1, MaximumRetryAttempts: 0 });
  await waitFor(() => invocations.batches().length === 2);

  // Assess
  expect(invocations.batches()).toEqual([["slow"], ["next"]]);
});

test("an unsigned call gets the emulator's refusal", async () => {
  // Act
  const answer = await fetch(`${mappings.url}/2015-03-31/event-source-mappings/`);

  // Assess
  expect(answer.status).toBe(403);
});

test("a caller without permission gets the emulator's refusal, and no mapping is made", async () => {
  // Prepare
  const { account, streamArn } = await mappings.oneAccount();
  const user = await account.userWithout("lambda:CreateEventSourceMapping");

  // Act
  const refused = createMapping(user, streamArn);

  // Assess
  await expect(refused).rejects.toMatchObject({ name: "AccessDeniedException" });
  expect(await account.mappings()).toEqual([]);
});

test("a signed-in user of the account may create, and other Lambda calls pass through", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount();
  const user = await account.userWithout("lambda:DeleteFunction");

  // Act
  await createMapping(user, streamArn);
  const { Configuration } = await user.lambda.send(new GetFunctionCommand({ FunctionName: "on-change" }));
  await putItems(account, ["a"]);
  await waitFor(() => invocations.batches().length > 0);

  // Assess
  expect(Configuration?.FunctionName).toBe("on-change");
  expect(await account.mappings()).toHaveLength(1);
});
