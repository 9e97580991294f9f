import { once } from "node:events";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import type { Browser } from "playwright-core";
import { failureBucketName } from "../../config/bucket-names";
import { loadEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { type RunningConsole, startConsole } from "../../console/console";
import { launchBrowser } from "../../programs/launch-browser";
import { sandboxStatus } from "../../sandbox/status";
import { startCommand } from "../support/processes";
import {
  Account,
  createFunction,
  createMapping,
  createRole,
  createTable,
  grantStream,
  type Invocations,
  READ_ACTIONS,
  REGION,
} from "./support/aws";
import { ConsolePage } from "./support/console-page";
import { inAccounts } from "./support/own-accounts";
import { FUNCTION, TABLE } from "./support/pipeline";
import { pipelineOnly } from "./support/pipeline-only";

const COMMAND_TIMEOUT_MS = 180_000;
/** Axe computes for seconds, and much longer on a machine under load. */
const AXE_TIMEOUT_MS = 180_000;
const HOSTILE = "<img src=x onerror=globalThis.harmed=1>";

const source = new Account();
const consumer = new Account();
let invocations: Invocations;
let browser: Browser;
let running: RunningConsole;
let shown: ConsolePage;

beforeAll(async () => {
  const loaded = loadEnvironment("sandbox");
  const environment = {
    ...inAccounts(pipelineOnly(loaded.environment, { source: { sortKey: { name: "sk", type: "S" } } }), {
      source: source.id,
      consumer: consumer.id,
    }),
    region: REGION,
  };
  const handler = fromLoaded(environment.consumers.handler, "consumers.handler");
  await deploy(failureBucketName(handler, environment), handler.roleName);
  running = await startConsole({ ...loaded, environment }, 0);
  browser = await launchBrowser();
  shown = await ConsolePage.open(browser, running.url);
});

afterAll(async () => {
  await browser?.close();
  await running?.stop();
});

/** What Terraform would make, in a second: the table, and in the other account role, function, mapping and bucket. */
async function deploy(bucket: string, roleName: string): Promise<void> {
  const streamArn = await createTable(source, TABLE);
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const Statement = [
    { Effect: "Allow", Action: READ_ACTIONS, Resource: streamArn },
    { Effect: "Allow", Action: ["s3:PutObject", "s3:ListBucket"], Resource: [bucketArn, `${bucketArn}/*`] },
  ];
  const roleArn = await createRole(consumer, JSON.stringify({ Version: "2012-10-17", Statement }), roleName);
  await grantStream(source, streamArn, roleArn);
  await consumer.s3.send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  const body = `
    console.log("got " + ids.join());
    const bad = event.redrive ? ["hopeless"] : ["hopeless", "poison"];
    if (ids.some((id) => bad.includes(id))) throw new Error("cannot digest it");`;
  invocations = await createFunction(consumer, roleArn, body, { name: FUNCTION });
  await createMapping(consumer, streamArn, {
    FunctionName: FUNCTION,
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: bucketArn } },
  });
}

const item = (id: string) => ({ id, sk: "-" });
const newest = () => shown.page.locator("#changes > li").first();

test("the page shows the environment as it is deployed, and the token leaves the address", async () => {
  // Act
  const text = await shown.page.locator("#picture").innerText();
  const address = shown.page.url();
  await shown.page.goBack();
  const before = shown.page.url();
  await shown.page.goForward();
  await shown.page.locator("#connection[data-state=live]").waitFor();
  // Assess
  for (const part of [TABLE, "Stream policy: in place", "State: enabled", FUNCTION, "Empty"])
    expect(text).toContain(part);
  expect([address, before]).toEqual([`${new URL(running.url).origin}/`, "about:blank"]);
});

test("an item that is put with the keyboard is seen handled, and then its log lines", async () => {
  // Act
  await shown.put(item("put-0"), "handled");
  await shown.put(item("put-1"), "handled");
  const lines = newest().locator("pre");
  await lines.waitFor({ state: "attached" });
  await newest().locator("summary").click();
  // Assess
  await lines.getByText("got put-1").waitFor();
  expect(await newest().innerText()).toMatch(/put\s+\+?.*read.*invoked.*handled/s);
  expect(invocations.batches().flat()).toEqual(["put-0", "put-1"]);
});

test("an item is edited and deleted, and what the table refuses is said", async () => {
  // Prepare
  const { page } = shown;
  // Act
  await page.getByRole("button", { name: "Edit id = put-1" }).click();
  const edited = await page.locator("#item").inputValue();
  await page.getByRole("button", { name: "Delete id = put-1" }).click();
  const deleted = newest().filter({ has: page.locator(".operation", { hasText: "delete" }) });
  await deleted.locator('[data-step="handled"]').waitFor();
  await page.getByRole("button", { name: "Delete id = put-1" }).waitFor({ state: "detached" });
  await page.locator("#item").fill('{"id": 1}');
  await page.getByRole("button", { name: "Put item" }).click();
  // Assess
  expect(JSON.parse(edited)).toEqual(item("put-1"));
  await page.getByText(`The item lacks id (S) and sk (S) of the key of ${TABLE}.`).waitFor();
});

test("markup in items is text: nothing of it runs, and the browser is asked to refuse it", async () => {
  // Act
  await shown.put({ ...item(HOSTILE), [HOSTILE]: HOSTILE }, "handled");
  await shown.page.getByRole("button", { name: `Edit id = ${HOSTILE}` }).waitFor();
  const found = await shown.page.evaluate(
    "[document.querySelectorAll('main img').length, globalThis.harmed]",
  );
  const refused = await shown.page
    .evaluate("document.body.innerHTML = '<p></p>'")
    .then(String, ({ message }: Error) => message);
  // Assess
  expect(found).toEqual([0, undefined]);
  expect(refused).toMatch(/TrustedHTML/);
});

test("without the stream's policy the page says which side denies; with it the item goes on", async () => {
  // Prepare
  const { page } = shown;
  // Act
  await page.getByRole("button", { name: "Revoke policy" }).click();
  await page.getByText("you revoked the policy on the stream").waitFor();
  const aws = await page.locator(".why .aws").innerText();
  await page.getByRole("button", { name: "Explain" }).click();
  const explanation = await page.locator("#details pre").innerText();
  await page.getByRole("button", { name: "Close" }).click();
  await page.locator("#item").fill(JSON.stringify(item("waiting")));
  await page.getByRole("button", { name: "Put item" }).click();
  await newest().getByText("no mapping has read it yet").waitFor();
  await page.getByRole("button", { name: "Return policy" }).click();
  await newest().locator('[data-step="handled"]').waitFor();
  // Assess
  expect(aws).toMatch(
    /^User: arn:aws:sts::\d+:assumed-role\/.+ is not authorized to perform: dynamodb:DescribeStream on resource: arn:aws:dynamodb:.+ because no resource-based policy allows the dynamodb:DescribeStream action$/,
  );
  expect(explanation).toContain("Denied: dynamodb:DescribeStream");
  expect(explanation).toContain("- The caller's own policies allow it:");
  expect(explanation).toContain("- The resource-based policy of the stream is not there.");
  await page.getByText("Stream policy: in place").waitFor();
  expect(await page.locator(".why").innerText()).toBe("");
  await page.getByRole("button", { name: "Explain" }).waitFor({ state: "hidden" });
});

test("a batch that fails for good is seen in the bucket, with its reason", async () => {
  // Act
  await shown.put(item("poison"), "discarded");
  await shown.page.getByText("1 batch failed for good").waitFor();
  await shown.page.getByRole("button", { name: "Failures in" }).click();
  await shown.page.getByText("1 record: RetryAttemptsExhausted").waitFor();
  const text = await shown.page.locator("#details").innerText();
  await shown.page.getByRole("button", { name: "Log lines of the last try" }).click();
  // Assess
  expect(text).toContain("The function failed with it as often as the mapping allows. Invoked 1 time.");
  expect(text).toContain("The function ended with: Unhandled.");
  await shown.page.locator("#details").getByText("cannot digest it").waitFor();
});

test.each([
  ["light", 360],
  ["dark", 1600],
] as const)(
  "in %s, %i pixels wide, axe finds nothing wrong and nothing is cut off",
  async (colorScheme, width) => {
    // Prepare
    const { page } = shown;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    await page.locator("#details").getByText("RetryAttemptsExhausted").waitFor();
    // Act
    const problems = await shown.accessibilityProblems();
    const overflow = await shown.overflow();
    // Assess
    expect(problems).toEqual([]);
    expect(overflow).toBe(0);
  },
  AXE_TIMEOUT_MS,
);

test("everything is reached with the Tab key, in the order in which it is read, and shows where the focus is", async () => {
  // Prepare
  const { page } = shown;
  await page.reload();
  await page.getByText("State: enabled").waitFor();
  // Act
  const reached: string[] = [];
  const outlines = new Set<unknown>();
  for (let n = 0; n < 7; n += 1) {
    await page.keyboard.press("Tab");
    reached.push(
      await page.evaluate<string>("document.activeElement.ariaLabel ?? document.activeElement.id ?? ''"),
    );
    outlines.add(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle"));
  }
  // Assess
  expect(reached.slice(1)).toEqual([
    `Items of ${TABLE}`,
    `Revoke policy on the stream of ${TABLE}`,
    `Log of ${FUNCTION}`,
    expect.stringMatching(/^Failures in /),
    "table",
    "item",
  ]);
  expect([...outlines]).toEqual(["solid"]);
});

test("failed batches are handed to the function again: what it handles leaves the bucket, the rest stays", async () => {
  // Prepare
  const { page } = shown;
  const before = invocations.batches().length;
  await shown.put(item("hopeless"), "discarded");
  await page.getByText("2 batches failed for good").waitFor();
  await page.getByRole("button", { name: "Failures in" }).click();
  // Act
  await page.getByRole("button", { name: "Re-drive all" }).click();
  await page.getByText("1 batch handled, 1 batch is left.").waitFor();
  const outcome = await page.locator(".outcome").innerText();
  const left = await page.locator(".failures > li").count();
  // Assess
  expect(outcome).toMatch(/^\w{8} 1 record handled$/m);
  expect(outcome).toMatch(
    /^\w{8} 0 records handled; 1 left: The function failed with Runtime\.HandlerError/m,
  );
  expect(left).toBe(1);
  expect(invocations.batches().slice(before)).toEqual([["hopeless"], ["poison"], ["hopeless"]]);
  await page.getByText("1 batch failed for good").waitFor();
});

test("without the token the page says what to do, and shows nothing of the environment", async () => {
  // Prepare
  const page = await browser.newPage();
  // Act
  await page.goto(new URL(running.url).origin);
  await page.getByText("Open the address that the command has printed.").waitFor();
  const text = await page.locator("#picture").innerText();
  await page.close();
  // Assess
  expect(text).toBe("");
});

test("the browser complained of nothing but what the tests above did on purpose", () => {
  expect(shown.complaints).toEqual([
    expect.stringContaining("400 (Bad Request)"),
    expect.stringContaining("This document requires 'TrustedHTML' assignment."),
  ]);
});

test(
  "the command says where the page is; Ctrl-C stops it and leaves the sandbox running",
  async () => {
    // Prepare
    const { child, ended } = startCommand("sandbox", ["console"], process.env);
    // Act
    const [chunk] = await once(child.stdout ?? child, "data");
    const address =
      /^The console is at (http:\/\/127\.0\.0\.1:\d+\/)#token=[\w-]{32}\n$/.exec(String(chunk))?.[1] ?? "";
    const served = await fetch(address);
    child.kill("SIGINT");
    const { code, err } = await ended;
    // Assess
    expect([served.status, code]).toEqual([200, 130]);
    expect(err).toMatch(/^AWS: the sandbox at http:\/\/127\.0\.0\.1:\d+\nThe address holds a token: /);
    await expect(fetch(address)).rejects.toThrow();
    expect((await sandboxStatus()).running).toBe(true);
  },
  COMMAND_TIMEOUT_MS,
);
