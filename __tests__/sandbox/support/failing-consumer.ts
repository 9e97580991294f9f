import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { LedgerEntry } from "../../../failures/ledger";
import type { ReplayRecord } from "../../../replay/replay-record";
import { MANAGEMENT_ACCOUNT_ID } from "../../../sandbox/credentials";
import { type Ended, startCommand } from "../../support/processes";
import { Account, allow, createFunction, createRole, createTable, READ_ACTIONS, REGION } from "./aws";
import { letTerraformIn } from "./own-accounts";

/** Name of the function that `createFunction` makes, and of the table. */
const FUNCTION = "on-change";

/**
 * A function that handles the records of an event one after the other, notes down each (`ID origin`), and fails at the
 * IDs in the file `broken`. With a file `slow`, it waits a second before each event.
 */
const BODY = (folder: string) => `
  const { appendFileSync: add, existsSync: has, readFileSync: read } = require("node:fs");
  const folder = ${JSON.stringify(folder)};
  if (has(folder + "/slow")) await new Promise((done) => setTimeout(done, 1000));
  const broken = has(folder + "/broken") ? read(folder + "/broken", "utf8").split("\\n") : [];
  for (const { dynamodb } of event.Records) {
    const id = dynamodb.Keys.id.S;
    if (broken.includes(id)) {
      console.log("cannot handle it");
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    }
    add(folder + "/handled", id + " " + (event.redrive ? "redrive" : event.backfill ? "backfill" : "stream") + "\\n");
  }
  return { batchItemFailures: [] };`;

/** A consumer with a function that fails on demand, a failure bucket, and an environment file that describes them. */
export class FailingConsumer {
  readonly account = new Account();
  readonly bucket = `failures-${this.account.id}`;
  readonly folder = mkdtempSync(join(tmpdir(), "failing-consumer-"));
  streamArn = "";

  /** Makes everything but a mapping, in one account. */
  async open(): Promise<void> {
    await letTerraformIn([this.account.id]);
    this.streamArn = await createTable(this.account);
    await this.account.s3.send(new CreateBucketCommand({ Bucket: this.bucket }));
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        ...JSON.parse(allow(READ_ACTIONS, this.streamArn)).Statement,
        ...JSON.parse(allow(["s3:PutObject"], `arn:aws:s3:::${this.bucket}/*`)).Statement,
        ...JSON.parse(allow(["s3:ListBucket"], `arn:aws:s3:::${this.bucket}`)).Statement,
        ...JSON.parse(allow(["logs:*"], "*")).Statement,
      ],
    });
    const role = await createRole(this.account, policy);
    await createFunction(this.account, role, BODY(this.folder), { name: FUNCTION, timeout: 60 });
    await this.makeOperators();
    writeFileSync(join(this.folder, "failing.yaml"), this.environment());
  }

  /** The roles that docs/failures.md and docs/backfill.md describe, with these permissions and no others. */
  private async makeOperators(): Promise<void> {
    const { id } = this.account;
    const bucket = `arn:aws:s3:::${this.bucket}`;
    const lambda = `arn:aws:lambda:${REGION}:${id}`;
    const logGroup = `arn:aws:logs:${REGION}:${id}:log-group:/aws/lambda/${FUNCTION}`;
    await this.makeRole("operator", [
      [["s3:ListBucket"], [bucket]],
      [["s3:GetObject"], ["aws/lambda", "redrive", "backfill"].map((prefix) => `${bucket}/${prefix}/*`)],
      [["s3:PutObject"], ["redrive", "backfill"].map((prefix) => `${bucket}/${prefix}/*`)],
      [["s3:DeleteObject"], [`${bucket}/aws/lambda/*`]],
      [["lambda:InvokeFunction", "lambda:GetFunctionConfiguration"], [this.functionArn]],
      [["lambda:GetEventSourceMapping"], [`${lambda}:event-source-mapping:*`]],
      [["lambda:ListEventSourceMappings"], ["*"]],
      [["logs:FilterLogEvents"], [logGroup, `${logGroup}:*`]],
    ]);
    const table = `arn:aws:dynamodb:${REGION}:${id}:table/orders`;
    const reads = ["dynamodb:Scan", "dynamodb:DescribeTable", "dynamodb:GetItem"];
    await this.makeRole("table-reader", [[reads, [table]]]);
  }

  private async makeRole(
    RoleName: string,
    allowed: readonly (readonly [actions: readonly string[], resources: readonly string[]])[],
  ): Promise<void> {
    const document = (Statement: unknown) => JSON.stringify({ Version: "2012-10-17", Statement });
    const Principal = { AWS: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:root` };
    const trust = document([{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }]);
    await this.account.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    const statements = allowed.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource }));
    await this.account.iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: document(statements) }),
    );
  }

  /** Lets the function do more. */
  async allow(actions: readonly string[], resource: string): Promise<void> {
    const PolicyDocument = allow(actions, resource);
    await this.account.iam.send(
      new PutRolePolicyCommand({ RoleName: "reader", PolicyName: "more", PolicyDocument }),
    );
  }

  /** IDs at which the function fails from now on. */
  breakAt(...ids: readonly string[]): void {
    writeFileSync(join(this.folder, "broken"), ids.join("\n"));
  }

  /** Whether the function takes a second for each event from now on. */
  setSlow(slow: boolean): void {
    if (slow) writeFileSync(join(this.folder, "slow"), "");
    else rmSync(join(this.folder, "slow"), { force: true });
  }

  /** What the function has handled, `ID origin`, in order. */
  handled(): string[] {
    const file = join(this.folder, "handled");
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  }

  /** Forgets what the function has handled. */
  forget(): void {
    rmSync(join(this.folder, "handled"), { force: true });
  }

  /** Keys in the failure bucket that begin like this. */
  async keys(Prefix: string): Promise<string[]> {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await this.account.s3.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix, ContinuationToken }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return keys;
  }

  /** The ledger of re-drives. */
  async ledger(): Promise<LedgerEntry[]> {
    const keys = await this.keys("redrive/batches/");
    return Promise.all(
      keys.map(async (Key) => {
        const { Body } = await this.account.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
        return JSON.parse((await Body?.transformToString()) ?? "null");
      }),
    );
  }

  /** Puts an object into the failure bucket as Lambda does. */
  async putObject({ key: Key, text: Body }: { key: string; text: string }): Promise<void> {
    await this.account.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body }));
  }

  /** A record of the table's stream. */
  record(id: string, sequence: number): ReplayRecord {
    return {
      eventID: `event-${sequence}`,
      eventName: "INSERT",
      eventSourceARN: this.streamArn,
      dynamodb: { Keys: { id: { S: id }, sk: { S: "-" } }, SequenceNumber: String(sequence) },
    };
  }

  /** ARN of the function. */
  get functionArn(): string {
    return `arn:aws:lambda:${REGION}:${this.account.id}:function:${FUNCTION}`;
  }

  /** Starts a command on this environment. */
  start(command: string, ...args: readonly string[]) {
    const env = { ...process.env, ENVIRONMENTS_DIRECTORY: this.folder, ENVIRONMENT: "failing" };
    return startCommand(command, args, env);
  }

  /** Runs `npm run failures -- …` in the operator's role. */
  failures(...args: readonly string[]): Promise<Ended> {
    return this.start("failures", "--role", "operator", ...args).ended;
  }

  /** Runs `npm run backfill -- …` in the operator's roles. */
  backfill(...args: readonly string[]): Promise<Ended> {
    const roles = ["--role", "operator", "--source-role", "table-reader"];
    return this.start("backfill", "--source", "orders", ...roles, ...args).ended;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private environment(): string {
    return `sandbox: true
region: ${REGION}
accounts:
  only: { id: "${this.account.id}" }
backend: { type: local }
sources:
  orders:
    account: only
    tableName: orders
    partitionKey: { name: id, type: S }
    sortKey: { name: sk, type: S }
    deletionProtection: false
    readers: [{ consumer: handler }]
consumers:
  handler:
    account: only
    roleName: reader
    failureBucketName: ${this.bucket}
    function: { name: ${FUNCTION} }
    mappings: [{ source: orders }]
`;
  }
}
