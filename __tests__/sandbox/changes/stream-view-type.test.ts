import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import type { SourceConfig } from "../../../config/schema";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { applyWithLog } from "../support/apply-log";
import { synthesizeVariant } from "../support/environment-variant";
import { CONSUMER_ACCOUNT, FUNCTION, loggedIds, put } from "../support/pipeline";
import { pipelineOnly } from "../support/pipeline-only";
import { waitUntil } from "../support/wait-until";

const APPLY_TIMEOUT_MS = 180_000;
const LATER: SourceConfig["streamViewType"] = "NEW_IMAGE";

let project: TerraformProject;

beforeAll(async () => {
  synthesizeSource({});
  await applyWithLog(project, "source");
  await applyWithLog(project, "consumer");
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  synthesizeSource({ streamViewType: LATER });
  await project.terraform("consumer", "destroy", "-input=false", "-auto-approve");
  await project.terraform("source", "destroy", "-input=false", "-auto-approve");
}, APPLY_TIMEOUT_MS);

/** The pipeline with other settings of its source, ready to be applied. */
function synthesizeSource(source: Partial<SourceConfig>): void {
  project = synthesizeVariant("stream-view-type", "sandbox", (environment) =>
    pipelineOnly(environment, { source }),
  );
}

/** What Terraform says against a plan, in one line. */
async function refusal(): Promise<string> {
  const said = await project
    .terraform("source", "apply", "-input=false", "-auto-approve", "-no-color")
    .then(() => "nothing", String);
  return said.replace(/\s+/g, " ");
}

async function streamArn(): Promise<string> {
  return String((await project.outputs("source")).stream_arn);
}

async function streamLabel(): Promise<string> {
  return (await streamArn()).split("/stream/")[1] ?? "";
}

/** Stops the mapping or lets it go on, as an operator does. */
async function setReading(Enabled: boolean): Promise<void> {
  const { lambda, destroy } = accountClients(requireRunning(), CONSUMER_ACCOUNT);
  const find = async () => {
    const { EventSourceMappings = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: FUNCTION }),
    );
    return EventSourceMappings[0];
  };
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: (await find())?.UUID, Enabled }));
  await waitUntil(find, (mapping) => mapping?.State === (Enabled ? "Enabled" : "Disabled"));
  destroy();
}

async function putAll(ids: readonly string[]): Promise<void> {
  for (const id of ids) await put(id);
}

const READ = ["read-1", "read-2", "read-3"];
const UNREAD = ["unread-1", "unread-2", "unread-3", "unread-4"];
const AFTERWARDS = ["after-1", "after-2", "after-3"];

test(
  "a new view type is refused while records are unread, and the stream stays",
  async () => {
    // Prepare
    await putAll(READ);
    await waitUntil(loggedIds, (ids) => READ.every((id) => ids.includes(id)));
    await setReading(false);
    await putAll(UNREAD);
    const before = await streamArn();
    // Act
    synthesizeSource({ streamViewType: LATER });
    const refused = await refusal();
    // Assess
    expect(refused).toContain(
      "sources.changes.streamViewType: the deployed stream has NEW_AND_OLD_IMAGES, and only a new stream can have NEW_IMAGE. " +
        "Records of the old one that have not been read by then are lost.",
    );
    expect(refused).toContain(`replaceStream: "${await streamLabel()}"`);
    expect(await streamArn()).toBe(before);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a decision about another stream is refused",
  async () => {
    // Prepare
    synthesizeSource({ streamViewType: LATER, replaceStream: "2026-01-31T12:00:00.000" });
    // Act
    const refused = await refusal();
    // Assess
    expect(refused).toContain(
      `sources.changes.replaceStream: it names the stream 2026-01-31T12:00:00.000, but the deployed one is ${await streamLabel()}.`,
    );
  },
  APPLY_TIMEOUT_MS,
);

test(
  "read to the end first, then replaced: every record arrives once",
  async () => {
    // Prepare
    const before = await streamArn();
    await setReading(true);
    await waitUntil(loggedIds, (ids) => UNREAD.every((id) => ids.includes(id)));
    // Act
    synthesizeSource({ streamViewType: LATER, replaceStream: await streamLabel() });
    await applyWithLog(project, "source");
    await applyWithLog(project, "consumer");
    await putAll(AFTERWARDS);
    await waitUntil(loggedIds, (ids) => AFTERWARDS.every((id) => ids.includes(id)));
    // Assess
    expect(await streamArn()).not.toBe(before);
    expect(await loggedIds()).toEqual([...READ, ...UNREAD, ...AFTERWARDS]);
    expect(await project.changedStacks()).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "the line that was left in the file changes nothing, and does not allow the next change",
  async () => {
    // Prepare
    const replaceStream = "2026-01-31T12:00:00.000";
    synthesizeSource({ streamViewType: LATER, replaceStream });
    const unchanged = await project.changedStacks(["source"]);
    // Act
    synthesizeSource({ streamViewType: "KEYS_ONLY", replaceStream });
    const refused = await refusal();
    // Assess
    expect(unchanged).toEqual([]);
    expect(refused).toContain(`the deployed one is ${await streamLabel()}.`);
  },
  APPLY_TIMEOUT_MS,
);
