import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { fromLoaded } from "../../../config/loaded";
import type { Environment, SourceConfig } from "../../../config/schema";
import { accountClients } from "../../../sandbox/account-clients";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { type ApplyLog, applyWithLog } from "../support/apply-log";
import { synthesizeVariant } from "../support/environment-variant";
import { SOURCE_ACCOUNT, TABLE } from "../support/pipeline";

const APPLY_TIMEOUT_MS = 120_000;
const PROJECT_FOLDER = "encryption";
const TABLE_ADDRESS = "aws_dynamodb_table.table";
const KEY_ADDRESS = "aws_kms_key.table_key";

type Encryption = SourceConfig["encryption"];

let kms: KMSClient;
let givenKey: string;
let project: TerraformProject;

beforeAll(async () => {
  const { emulatorUrl: endpoint, region } = requireRunning();
  kms = new KMSClient({ endpoint, region, credentials: rootCredentials(SOURCE_ACCOUNT) });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  givenKey = String(KeyMetadata?.Arn);
  await change({ type: "aws-owned" });
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  await project.terraform("source", "destroy", "-input=false", "-auto-approve");
  kms.destroy();
}, APPLY_TIMEOUT_MS);

/** Applies the source with this encryption. */
function change(encryption: Encryption): Promise<ApplyLog> {
  project = synthesizeVariant(PROJECT_FOLDER, "sandbox", (environment) => encrypted(environment, encryption));
  return applyWithLog(project, "source");
}

/** The sandbox with its streamed table encrypted in this way. */
function encrypted(environment: Environment, encryption: Encryption): Environment {
  const changes = fromLoaded(environment.sources.changes, "sources.changes");
  return { ...environment, sources: { changes: { ...changes, encryption } } };
}

/** The key that the table names and whether it can be used; undefined where AWS owns the key. */
async function tableKey(): Promise<{ arn: string; state: string | undefined } | undefined> {
  const { dynamodb, destroy } = accountClients(requireRunning(), SOURCE_ACCOUNT);
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  destroy();
  const { Status, KMSMasterKeyArn: arn } = Table?.SSEDescription ?? {};
  if (arn === undefined || Status === "DISABLED") return undefined;
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
  return { arn, state: KeyMetadata?.KeyState };
}

/** Every event of table and key, without those of the alias and of the stream's policy. */
function tableAndKey(log: ApplyLog): ApplyLog {
  return log.filter((event) => event.startsWith(TABLE_ADDRESS) || event.startsWith(`${KEY_ADDRESS} `));
}

const CREATE_KEY = [`${KEY_ADDRESS} create started`, `${KEY_ADDRESS} create completed`];
const UPDATE_TABLE = [`${TABLE_ADDRESS} update started`, `${TABLE_ADDRESS} update completed`];
const DELETE_KEY = [`${KEY_ADDRESS} delete started`, `${KEY_ADDRESS} delete completed`];

/** One after the other: each path between the three ways of encryption. */
const PATHS = [
  { from: "aws-owned", to: "own", events: [...CREATE_KEY, ...UPDATE_TABLE] },
  { from: "own", to: "given", events: [...UPDATE_TABLE, ...DELETE_KEY] },
  { from: "given", to: "aws-owned", events: UPDATE_TABLE },
  { from: "aws-owned", to: "given", events: UPDATE_TABLE },
  { from: "given", to: "own", events: [...CREATE_KEY, ...UPDATE_TABLE] },
  { from: "own", to: "aws-owned", events: [...UPDATE_TABLE, ...DELETE_KEY] },
] as const;

test.each(PATHS)(
  "from $from to $to, the table never names a key that is scheduled for deletion",
  async ({ to, events }) => {
    // Prepare
    const target: Record<typeof to, Encryption> = {
      "aws-owned": { type: "aws-owned" },
      own: { type: "customer-managed" },
      given: { type: "customer-managed", keyArn: givenKey },
    };
    // Act
    const log = await change(target[to]);
    // Assess
    const key = await tableKey();
    const outputs = await project.outputs("source");
    expect(tableAndKey(log)).toEqual(events);
    expect(key?.state).toBe(to === "aws-owned" ? undefined : "Enabled");
    expect(key?.arn).toBe(outputs.key_arn);
    expect(key?.arn === givenKey).toBe(to === "given");
    expect(await project.changedStacks(["source"])).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a key of the stack that is replaced is destroyed after the table got the new one",
  async () => {
    // Prepare
    await change({ type: "customer-managed" });
    const before = await tableKey();
    // Act
    const output = await project.terraform(
      "source",
      "apply",
      "-input=false",
      "-auto-approve",
      `-replace=${KEY_ADDRESS}`,
    );
    // Assess
    const after = await tableKey();
    expect(after?.state).toBe("Enabled");
    expect(after?.arn).not.toBe(before?.arn);
    expect(output.indexOf(`${TABLE_ADDRESS}: Modifications complete`)).toBeGreaterThan(
      output.indexOf(`${KEY_ADDRESS}: Creation complete`),
    );
    expect(output).toMatch(
      /aws_dynamodb_table\.table: Modifications complete[\s\S]*aws_kms_key\.table_key \(deposed object \w+\): Destroying/,
    );
  },
  APPLY_TIMEOUT_MS,
);
