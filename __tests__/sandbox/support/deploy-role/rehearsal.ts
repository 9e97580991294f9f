import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { accountReader } from "../../../../access/deployed/account-reader";
import { accountSessions } from "../../../../accounts/account-session";
import { loadEnvironment } from "../../../../config/load-environment";
import { PROJECT_ROOT } from "../../../../config/paths";
import type { Environment } from "../../../../config/schema";
import type { Drift } from "../../../../drift/drift-finding";
import { findDrift } from "../../../../drift/find-drift";
import { runProgram } from "../../../../programs/run-program";
import { findTerraform } from "../../../../programs/tools";
import { type AccountClients, accountClients } from "../../../../sandbox/account-clients";
import { clientVariables, withClientVariables } from "../../../../sandbox/client-variables";
import { rootCredentials } from "../../../../sandbox/credentials";
import { requireRunning } from "../../../../sandbox/require-running";
import { rootSecret } from "../../../../sandbox/secret";
import type { SandboxState } from "../../../../sandbox/state-folder";
import type { Decision } from "../../../../sandbox/test-harness/bare-emulator";
import { Stage } from "../../../../sandbox/test-harness/stage";
import { buildApp } from "../../../../stacks/build-app";
import { bundlerOf } from "../../../../stacks/function-code";
import { readStacks } from "../../../../synthesized/read-stacks";
import type { Stack } from "../../../../synthesized/stack";
import { Identities } from "./identities";

/** The account that keeps the state. */
export const STATE_ACCOUNT = "345678901234";
const STATE_ROLE = `arn:aws:iam::${STATE_ACCOUNT}:role/terraform-state`;
export const STATE_BUCKET = "terraform-state";
/** Terraform's role in each account. */
const ROLE = "terraform";

/** How a run of Terraform ended. */
export interface Run {
  readonly ok: boolean;
  /** Everything that it printed. */
  readonly output: string;
}

/** What is rehearsed. */
export interface RehearsalOptions {
  /** Where the stacks are synthesized into. */
  readonly folder: string;
  /** Name of the environment file. */
  readonly environment: string;
}

/**
 * An environment in an AWS of its own that writes down every IAM decision. Terraform is started by a user, and assumes
 * roles, that may do only what they are given.
 */
export class Rehearsal {
  private constructor(
    private readonly stage: Stage,
    /** Where its AWS is. */
    readonly state: SandboxState,
    readonly identities: Identities,
    private readonly options: RehearsalOptions,
    private readonly variables: NodeJS.ProcessEnv,
    private readonly terraformCommand: string,
  ) {}

  /** Starts the AWS, with the user and the bucket for the state in it. */
  static async start(options: RehearsalOptions): Promise<Rehearsal> {
    const { command } = await findTerraform();
    const stage = await Stage.start({ recording: true, secret: rootSecret() });
    const state: SandboxState = {
      ...requireRunning(),
      region: loadEnvironment(options.environment).environment.region,
      emulatorUrl: stage.emulatorUrl,
      streamMappings: { pid: stage.servicePid, startedAt: "", url: stage.serviceUrl },
    };
    const identities = new Identities(stage.emulatorUrl);
    const variables = {
      ...withClientVariables(process.env, clientVariables(state)),
      ...(await identities.makeCaller()),
      TF_IN_AUTOMATION: "1",
    };
    await makeBucket(stage.emulatorUrl, STATE_ACCOUNT, STATE_BUCKET);
    return new Rehearsal(stage, state, identities, options, variables, command);
  }

  /** Synthesizes a variant of the environment, with its state in S3. @returns its stacks */
  synthesize(variant: (environment: Environment) => void): Stack[] {
    const { folder, environment: name } = this.options;
    mkdirSync(folder, { recursive: true });
    buildApp({
      name,
      environment: rehearsed(name, variant),
      bundle: bundlerOf(PROJECT_ROOT),
      outdir: folder,
    }).synth();
    return readStacks(folder);
  }

  /** Runs Terraform in the folder of a stack. A failure is a result like any other. */
  async terraform(stack: string, ...args: string[]): Promise<Run> {
    const lines: string[] = [];
    try {
      await runProgram(this.terraformCommand, args, {
        cwd: this.stackFolder(stack),
        environment: this.variables,
        remedy: "",
        onLine: (line) => lines.push(line),
      });
      return { ok: true, output: lines.join("\n") };
    } catch {
      return { ok: false, output: lines.join("\n") };
    }
  }

  /** Looks for drift, compared with a variant of the environment, as the same user in the same roles. */
  drift(variant: (environment: Environment) => void): Promise<Drift> {
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } =
      this.variables;
    const connection = {
      roleName: ROLE,
      endpoint: this.stage.emulatorUrl,
      lambdaEndpoint: this.stage.serviceUrl,
      credentials: { accessKeyId, secretAccessKey },
    };
    const { environment: name } = this.options;
    return findDrift({ name, environment: rehearsed(name, variant) }, async (scope) =>
      accountReader(await accountSessions(scope, connection)),
    );
  }

  /** The folder that Terraform runs in. */
  stackFolder(stack: string): string {
    return join(this.options.folder, "stacks", stack);
  }

  /** Every IAM decision so far. */
  decisions(): Decision[] {
    return this.stage.decisions();
  }

  /** Clients that act as the root of an account. */
  clients(accountId: string): AccountClients {
    return accountClients(this.state, accountId);
  }

  /** A client of S3 that acts as the root of an account. */
  s3(accountId: string): S3Client {
    return rootS3(this.stage.emulatorUrl, accountId);
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    this.identities.close();
    await this.stage.stop();
  }
}

/** A variant of the environment, with its state in S3. */
function rehearsed(name: string, variant: (environment: Environment) => void): Environment {
  const backend = { bucket: STATE_BUCKET, keyPrefix: "streams", roleArn: STATE_ROLE, lockFile: true };
  const environment: Environment = {
    ...structuredClone(loadEnvironment(name).environment),
    backend: { type: "s3", ...backend },
  };
  for (const account of Object.values(environment.accounts)) account.deployRole = ROLE;
  variant(environment);
  return environment;
}

async function makeBucket(endpoint: string, accountId: string, Bucket: string): Promise<void> {
  const s3 = rootS3(endpoint, accountId);
  await s3.send(new CreateBucketCommand({ Bucket }));
  s3.destroy();
}

function rootS3(endpoint: string, accountId: string): S3Client {
  return new S3Client({
    endpoint,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: rootCredentials(accountId),
  });
}
