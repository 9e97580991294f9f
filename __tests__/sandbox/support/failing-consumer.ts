import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttributeValue, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { AccountSession } from "../../../accounts/account-session";
import { connectOperators } from "../../../cli/support/connect-operators";
import { loadEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { operatorStatements } from "../../../constructs/operator-permissions";
import { type PolicyStatement, policyDocument } from "../../../constructs/policy-document";
import type { LedgerEntry } from "../../../failures/ledger";
import type { ReplayRecord } from "../../../replay/replay-record";
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

  /** The operator role with the statements that a stack gives it, and the access role that admits it. */
  private async makeOperators(): Promise<void> {
    const { id } = this.account;
    const statements = operatorStatements({
      accountId: id,
      region: REGION,
      failureBucketArn: `arn:aws:s3:::${this.bucket}`,
      functionName: FUNCTION,
      accessRoleArns: [this.roleArn("table-reader")],
    });
    await this.makeRole("operator", this.deployRole, statements);
    const reads = ["dynamodb:Scan", "dynamodb:DescribeTable", "dynamodb:GetItem"];
    const table = `arn:aws:dynamodb:${REGION}:${id}:table/orders`;
    await this.makeRole("table-reader", this.roleArn("operator"), [
      { Sid: "ReadOrders", Effect: "Allow", Action: reads, Resource: table },
    ]);
  }

  /** Makes a role that one other role of the account may assume. */
  private async makeRole(
    RoleName: string,
    trusted: string,
    statements: readonly PolicyStatement[],
  ): Promise<void> {
    const trust: PolicyStatement = {
      Sid: "Assumes",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${this.account.id}:root` },
      Action: "sts:AssumeRole",
      Condition: { ArnEquals: { "aws:PrincipalArn": trusted } },
    };
    const AssumeRolePolicyDocument = policyDocument([trust]);
    await this.account.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const PolicyDocument = policyDocument(statements);
    await this.account.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
  }

  private roleArn(name: string): string {
    return `arn:aws:iam::${this.account.id}:role/${name}`;
  }

  /** ARN of the role that the operator role admits: the account's deploy role, as nobody is signed in here. */
  private get deployRole(): string {
    return this.roleArn("OrganizationAccountAccessRole");
  }

  /** Credentials of a session of the operator role. */
  async operator(): Promise<NonNullable<AccountSession["credentials"]>> {
    const { environment } = loadEnvironment("failing", this.folder);
    const { general } = await connectOperators(environment, "test", {}).toConsumer("handler");
    return fromLoaded(general.credentials, "credentials");
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

  /** Puts an item into the table. */
  async putItem(id: string, attributes: Record<string, AttributeValue>): Promise<void> {
    const Item = { id: { S: id }, sk: { S: "-" }, ...attributes };
    await this.account.dynamodb.send(new PutItemCommand({ TableName: "orders", Item }));
  }

  /** A record of the table's stream. @param image attributes after the change besides the key */
  record(id: string, sequence: number, image?: Record<string, unknown>): ReplayRecord {
    const Keys = { id: { S: id }, sk: { S: "-" } };
    return {
      eventID: `event-${sequence}`,
      eventName: "INSERT",
      eventSourceARN: this.streamArn,
      dynamodb: {
        Keys,
        ...(image && { NewImage: { ...Keys, ...image } }),
        SequenceNumber: String(sequence),
      },
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

  /** Runs `npm run failures -- …`, in the operator role. */
  failures(...args: readonly string[]): Promise<Ended> {
    return this.start("failures", ...args).ended;
  }

  /** Runs `npm run backfill -- …`, in the operator role and the access role. */
  backfill(...args: readonly string[]): Promise<Ended> {
    return this.start("backfill", "--source", "orders", ...args).ended;
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
    accessRoles:
      operators:
        roleName: table-reader
        allow:
          - { actions: [dynamodb:Scan, dynamodb:DescribeTable, dynamodb:GetItem], table: orders }
        operators: [handler]
consumers:
  handler:
    account: only
    roleName: reader
    failureBucketName: ${this.bucket}
    function: { name: ${FUNCTION} }
    mappings: [{ source: orders }]
    operatorRole:
      roleName: operator
      trusted: ["${this.deployRole}"]
`;
  }
}
