import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { SourceConfig } from "../../../config/schema";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { type ApplyLog, applyWithLog } from "../support/apply-log";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { TABLE } from "../support/pipeline";

/** The provider waits half a minute for a table, and these tests wait side by side. */
const TABLE_ADDRESS = "aws_dynamodb_table.table";
const KEY_ADDRESS = "aws_kms_key.table_key";

type Kind = "aws-owned" | "own" | "given";

/** A source in an account of its own, and a key there that is not the stack's. */
class EncryptedSource {
  private constructor(
    readonly pipeline: OwnPipeline,
    private readonly kms: KMSClient,
    readonly givenKey: string,
  ) {}

  static async create(folder: string): Promise<EncryptedSource> {
    const pipeline = new OwnPipeline(folder);
    const { emulatorUrl: endpoint, region } = requireRunning();
    const kms = new KMSClient({ endpoint, region, credentials: rootCredentials(pipeline.accounts.source) });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await pipeline.open();
    return new EncryptedSource(pipeline, kms, String(KeyMetadata?.Arn));
  }

  /** Applies the source with this encryption. */
  encrypt(kind: Kind): Promise<ApplyLog> {
    const encryption: Record<Kind, SourceConfig["encryption"]> = {
      "aws-owned": { type: "aws-owned" },
      own: { type: "customer-managed" },
      given: { type: "customer-managed", keyArn: this.givenKey },
    };
    this.pipeline.synthesize({ source: { encryption: encryption[kind] } });
    return applyWithLog(this.pipeline.project, "source");
  }

  /** The key that the table names and whether it can be used; undefined where AWS owns the key. */
  async tableKey(): Promise<{ arn: string; state: string | undefined } | undefined> {
    const { dynamodb, destroy } = this.pipeline.clients("source");
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
    destroy();
    const { Status, KMSMasterKeyArn: arn } = Table?.SSEDescription ?? {};
    if (arn === undefined || Status === "DISABLED") return undefined;
    const { KeyMetadata } = await this.kms.send(new DescribeKeyCommand({ KeyId: arn }));
    return { arn, state: KeyMetadata?.KeyState };
  }

  async destroy(): Promise<void> {
    await this.pipeline.destroyStack("source");
    this.kms.destroy();
  }
}

/** Every event of table and key, without those of the alias and of the stream's policy. */
function tableAndKey(log: ApplyLog): ApplyLog {
  return log.filter((event) => event.startsWith(TABLE_ADDRESS) || event.startsWith(`${KEY_ADDRESS} `));
}

const CREATE_KEY = [`${KEY_ADDRESS} create started`, `${KEY_ADDRESS} create completed`];
const UPDATE_TABLE = [`${TABLE_ADDRESS} update started`, `${TABLE_ADDRESS} update completed`];
const DELETE_KEY = [`${KEY_ADDRESS} delete started`, `${KEY_ADDRESS} delete completed`];

/** Each path between the three ways of encryption. */
const PATHS = [
  { from: "aws-owned", to: "own", events: [...CREATE_KEY, ...UPDATE_TABLE] },
  { from: "aws-owned", to: "given", events: UPDATE_TABLE },
  { from: "own", to: "aws-owned", events: [...UPDATE_TABLE, ...DELETE_KEY] },
  { from: "own", to: "given", events: [...UPDATE_TABLE, ...DELETE_KEY] },
  { from: "given", to: "aws-owned", events: UPDATE_TABLE },
  { from: "given", to: "own", events: [...CREATE_KEY, ...UPDATE_TABLE] },
] as const;

test.concurrent.each(PATHS)(
  "from $from to $to, the table never names a key that is scheduled for deletion",
  async ({ from, to, events }) => {
    // Prepare
    const source = await EncryptedSource.create(`encryption-${from}-${to}`);
    await source.encrypt(from);

    // Act
    const log = await source.encrypt(to);

    // Assess
    const key = await source.tableKey();
    const outputs = await source.pipeline.project.outputs("source");
    expect(tableAndKey(log)).toEqual(events);
    expect(key?.state).toBe(to === "aws-owned" ? undefined : "Enabled");
    expect(key?.arn).toBe(outputs.key_arn);
    expect(key?.arn === source.givenKey).toBe(to === "given");
    expect(await source.pipeline.project.changedStacks(["source"])).toEqual([]);
    await source.destroy();
  },
  APPLY_TIMEOUT_MS,
);

test.concurrent(
  "a key of the stack that is replaced is destroyed after the table got the new one",
  async () => {
    // Prepare
    const source = await EncryptedSource.create("encryption-replaced");
    await source.encrypt("own");
    const before = await source.tableKey();

    // Act
    const output = await source.pipeline.project.terraform(
      "source",
      "apply",
      "-input=false",
      "-auto-approve",
      `-replace=${KEY_ADDRESS}`,
    );

    // Assess
    const after = await source.tableKey();
    expect(after?.state).toBe("Enabled");
    expect(after?.arn).not.toBe(before?.arn);
    expect(output.indexOf(`${TABLE_ADDRESS}: Modifications complete`)).toBeGreaterThan(
      output.indexOf(`${KEY_ADDRESS}: Creation complete`),
    );
    expect(output).toMatch(
      /aws_dynamodb_table\.table: Modifications complete[\s\S]*aws_kms_key\.table_key \(deposed object \w+\): Destroying/,
    );
    await source.destroy();
  },
  APPLY_TIMEOUT_MS,
);
