import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { applyWithLog } from "../support/apply-log";
import { synthesizeVariant } from "../support/environment-variant";
import { CONSUMER_ACCOUNT, FUNCTION, loggedIds, put } from "../support/pipeline";
import { type PipelineEdits, pipelineOnly } from "../support/pipeline-only";
import { waitUntil } from "../support/wait-until";

const APPLY_TIMEOUT_MS = 240_000;
const BUCKET = "changes-failures";
const RENAMED = "RenamedHandler";

let project: TerraformProject;

/** Applies both stacks of the pipeline with these edits. */
async function deploy(edits: PipelineEdits): Promise<void> {
  const consumer = { failureBucketName: BUCKET, ...edits.consumer };
  project = synthesizeVariant("pipeline-settings", "sandbox", (environment) =>
    pipelineOnly(environment, { ...edits, consumer }),
  );
  await applyWithLog(project, "source");
  await applyWithLog(project, "consumer");
}

/** The mapping's UUID. The deployment, which enables it again, ends the pause. */
async function pause(functionName: string): Promise<string> {
  const { lambda, destroy } = accountClients(requireRunning(), CONSUMER_ACCOUNT);
  const find = async () => {
    const { EventSourceMappings = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: functionName }),
    );
    return EventSourceMappings[0];
  };
  const { UUID } = (await find()) ?? {};
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  await waitUntil(find, (mapping) => mapping?.State === "Disabled");
  destroy();
  return String(UUID);
}

async function putAll(ids: readonly string[]): Promise<void> {
  for (const id of ids) await put(id);
}

/** IDs with this beginning that a function has logged, in order. */
async function logged(beginning: string, functionName: string): Promise<string[]> {
  return (await loggedIds(functionName)).filter((id) => id.startsWith(beginning));
}

async function mappingUuid(): Promise<string> {
  const { mapping_uuids: uuids } = await project.outputs("consumer");
  return (uuids as Record<string, string>).changes ?? "";
}

beforeAll(() => deploy({}), APPLY_TIMEOUT_MS);

afterAll(async () => {
  await project.terraform("consumer", "destroy", "-input=false", "-auto-approve");
  await project.terraform("source", "destroy", "-input=false", "-auto-approve");
}, APPLY_TIMEOUT_MS);

const ROLE_RENAMED: PipelineEdits = { consumer: { roleName: "RenamedHandlerRole" } };
const FUNCTION_RENAMED: PipelineEdits = { ...ROLE_RENAMED, function: { name: RENAMED } };
const KEY_OF_THE_STACK: PipelineEdits = {
  ...FUNCTION_RENAMED,
  source: { encryption: { type: "customer-managed" } },
};

test.each([
  { name: "another role", edits: ROLE_RENAMED, before: FUNCTION, after: FUNCTION },
  { name: "another function", edits: FUNCTION_RENAMED, before: FUNCTION, after: RENAMED },
  { name: "a key of the stack", edits: KEY_OF_THE_STACK, before: RENAMED, after: RENAMED },
])(
  "$name: the mapping stays, and every record arrives once",
  async ({ name, edits, before, after }) => {
    // Prepare
    const uuid = await pause(before);
    const waiting = ["1", "2", "3"].map((number) => `${name} waiting ${number}`);
    const written = ["1", "2"].map((number) => `${name} written ${number}`);
    await putAll(waiting);
    // Act
    await deploy(edits);
    await putAll(written);
    // Assess
    const all = [...waiting, ...written];
    await waitUntil(
      () => logged(name, after),
      (ids) => all.every((id) => ids.includes(id)),
    );
    expect(await logged(name, after)).toEqual(all);
    expect(await mappingUuid()).toBe(uuid);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "LATEST instead of TRIM_HORIZON: a new mapping, and what waited is lost",
  async () => {
    // Prepare
    const uuid = await pause(RENAMED);
    await putAll(["LATEST waiting 1", "LATEST waiting 2"]);
    // Act
    await deploy({ ...KEY_OF_THE_STACK, mapping: { startingPosition: "LATEST" } });
    await putAll(["LATEST written 1"]);
    // Assess
    await waitUntil(
      () => logged("LATEST", RENAMED),
      (ids) => ids.includes("LATEST written 1"),
    );
    expect(await logged("LATEST", RENAMED)).toEqual(["LATEST written 1"]);
    expect(await mappingUuid()).not.toBe(uuid);
  },
  APPLY_TIMEOUT_MS,
);
