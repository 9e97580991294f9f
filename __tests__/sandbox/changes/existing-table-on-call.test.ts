import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { loadEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { PROJECT_ROOT } from "../../../config/paths";
import { scripts } from "../../../package.json";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { makeTable, replaceStream, STREAM } from "../support/existing-table";
import { inAccounts } from "../support/own-accounts";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";
import { pipelineOnly } from "../support/pipeline-only";
import { waitUntil } from "../support/wait-until";

const pipeline = new OwnPipeline("existing-table-on-call");
const { dynamodb, destroy } = pipeline.clients("source");
const environments = mkdtempSync(join(tmpdir(), "on-call-"));
const EDITS = { source: { existing: true } };

/** Runs a command as npm does, with the environment of this file. @returns its exit code and its JSON */
function run(command: "status" | "drift") {
  const [, ...program] = scripts[command].split(" ");
  const parameters = [...program, "--environment", "sandbox", "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ENVIRONMENTS_DIRECTORY: environments },
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  return { exitCode: status, ...JSON.parse(stdout) };
}

/** What status says of the source, cause and first remedy, and drift of the table and the stream's policy. */
function seen() {
  const { problems } = run("status") as { problems: { place: string; cause: string; remedies: string[] }[] };
  const { findings } = run("drift") as { findings: { place: string; deployment: string }[] };
  return {
    status: problems
      .filter(({ place }) => place === "source changes")
      .flatMap(({ cause, remedies }) => [cause, remedies[0]]),
    drift: findings
      .filter(({ place }) => place.startsWith("source "))
      .map(({ place, deployment }) => `${place}: ${deployment}`)
      .sort(),
  };
}

/** The environment as a file: settings that only tables of a stack can have are refused there. */
function writeEnvironment(): void {
  const { environment } = loadEnvironment("sandbox");
  const mine = inAccounts(pipelineOnly(structuredClone(environment), EDITS), pipeline.accounts);
  const { account, stack, existing, tableName, partitionKey, readers } = fromLoaded(
    mine.sources.changes,
    "sources.changes",
  );
  const changes = { account, stack, existing, tableName, partitionKey, readers };
  // JSON is YAML as well.
  writeFileSync(join(environments, "sandbox.yaml"), JSON.stringify({ ...mine, sources: { changes } }));
}

beforeAll(async () => {
  writeEnvironment();
  await pipeline.open();
  await makeTable(dynamodb, TABLE, { StreamSpecification: STREAM });
  pipeline.synthesize(EDITS);
  await pipeline.deploy();
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await pipeline.destroy();
  destroy();
  rmSync(environments, { recursive: true });
}, APPLY_TIMEOUT_MS);

const DEPLOY =
  "Deploy the stack source again: npm run plan -- --environment sandbox, and then npm run apply -- --plans plans/sandbox";
const NO_POLICY = "Its stream has no policy: no consumer in another account can read it.";
const POLICY = "source aws_dynamodb_resource_policy.stream_policy policy: puts back";
const LOOKED_UP = "source data.aws_dynamodb_table.table";

test(
  "a policy that is gone, a stream that is off, one of another view type, and no table at all: status and drift say so, and what helps",
  async () => {
    // Prepare
    const healthy = seen();

    // Act
    const ResourceArn = String((await pipeline.project.outputs("source")).stream_arn);
    await dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn }));
    const noPolicy = seen();
    const off = { StreamEnabled: false };
    await dynamodb.send(new UpdateTableCommand({ TableName: TABLE, StreamSpecification: off }));
    const noStream = seen();
    const refusedWithout = await pipeline.refusal();
    await replaceStream(dynamodb, TABLE, { ...STREAM, StreamViewType: "NEW_IMAGE" });
    const otherView = seen();
    const refusedOther = await pipeline.refusal();
    await replaceStream(dynamodb, TABLE);
    const newStream = seen();
    await pipeline.deploy();
    const again = await waitUntil(
      async () => run("status"),
      ({ exitCode }) => exitCode === 0,
    );
    const drifted = run("drift");
    await dynamodb.send(new DeleteTableCommand({ TableName: TABLE }));
    const gone = seen();
    const { findings } = run("drift") as { findings: unknown[] };
    await makeTable(dynamodb, TABLE, { StreamSpecification: STREAM });

    // Assess
    expect(healthy).toEqual({ status: [], drift: [] });
    expect(noPolicy).toEqual({ status: [NO_POLICY, DEPLOY], drift: [POLICY] });
    expect(noStream).toEqual({
      status: [
        `The table ${TABLE} has no stream.`,
        "Ask the owner of the table to turn its stream on, with the view type NEW_AND_OLD_IMAGES: it is a new stream then",
      ],
      drift: [POLICY, `${LOOKED_UP} stream_enabled: stops`],
    });
    expect(refusedWithout).toContain("has no stream, and without one there is nothing to read");
    expect(otherView).toEqual({
      status: [
        "Its stream has the view type NEW_IMAGE, and the environment file says NEW_AND_OLD_IMAGES: a deployment of the source stops there.",
        "Write streamViewType: NEW_IMAGE if that is enough for its readers, or ask the owner of the table to replace the stream: docs/existing-tables.md",
        NO_POLICY,
        DEPLOY,
      ],
      drift: [POLICY, `${LOOKED_UP} stream_view_type: stops`],
    });
    expect(refusedOther).toContain("has NEW_IMAGE, not NEW_AND_OLD_IMAGES");
    expect(newStream).toEqual({ status: [NO_POLICY, DEPLOY], drift: [POLICY] });
    expect(again.problems).toEqual([]);
    expect(drifted).toMatchObject({ exitCode: 0, findings: [] });
    expect(gone).toEqual({
      status: [
        `There is no table ${TABLE}.`,
        "If its name, account and region are right in the environment file, ask the owner of the table to put it back",
      ],
      drift: [`${LOOKED_UP}: stops`],
    });
    expect(findings).toHaveLength(1);
  },
  2 * APPLY_TIMEOUT_MS,
);
