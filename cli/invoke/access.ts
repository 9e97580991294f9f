import type { ConfiguredFunction } from "../../config/functions";
import { reasonOf } from "../../errors/reason-of";
import { rootCredentials } from "../../sandbox/credentials";
import { deployCommands } from "../../sandbox/deploy-commands";
import { liveness } from "../../sandbox/liveness";
import type { RoleCredentials } from "../../sandbox/role-credentials";
import { readState, type SandboxState } from "../../sandbox/state-folder";
import type { Variables } from "./parse-variable";

/** Where a function's calls to AWS go, and with which credentials. */
export interface Access {
  /** A message for the user; it holds no secrets. */
  readonly notice: string;
  /** Credentials and endpoints, for the function's environment. */
  readonly variables: Variables;
}

/** How long to wait for the EC2 metadata service, ms. On EC2 it answers within a few. */
const METADATA_TIMEOUT_MS = 300;

/**
 * The sandbox with the function's own role if it is running, otherwise AWS with the caller's credentials.
 * @param environment name of the environment that defines the function
 */
export async function accessOf(
  fn: ConfiguredFunction,
  environment: string,
  signal: AbortSignal,
): Promise<Access> {
  const state = readState();
  if (!state) return onAws(fn, environment);
  const running = runs(state);
  // Loaded while the sandbox answers, and only if there is one: AWS clients take long to load.
  const { roleCredentials } =
    require("../../sandbox/role-credentials") as typeof import("../../sandbox/role-credentials");
  if (await running) {
    return inSandbox(fn, environment, state, await roleCredentials(state, fn.roleArn, signal));
  }
  const { notice, variables } = await onAws(fn, environment);
  return {
    notice: `${notice}\nThe sandbox was started but does not answer: npm run sandbox -- status`,
    variables,
  };
}

async function runs(state: SandboxState): Promise<boolean> {
  const { emulator, streamMappings } = await liveness(state);
  return emulator && streamMappings;
}

/** @param credentials those of the role; undefined if the sandbox does not have the role */
function inSandbox(
  fn: ConfiguredFunction,
  environment: string,
  state: SandboxState,
  credentials?: RoleCredentials,
): Access {
  const endpoints = {
    AWS_ENDPOINT_URL: state.emulatorUrl,
    AWS_ENDPOINT_URL_LAMBDA: state.streamMappings.url,
  };
  const where = `Running ${described(fn)} against the sandbox as`;
  if (credentials) {
    return {
      notice: `${where} role ${fn.roleArn}`,
      variables: { ...endpoints, ...variablesOf(credentials) },
    };
  }
  return {
    notice: [
      `${where} the account's root user, because role ${fn.roleArn} is not in the sandbox.`,
      `To deploy the environment "${environment}" there:`,
      ...deployCommands(environment).map((command) => `  ${command}`),
    ].join("\n"),
    variables: { ...endpoints, ...variablesOf(rootCredentials(fn.accountId)) },
  };
}

async function onAws(fn: ConfiguredFunction, environment: string): Promise<Access> {
  const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
  try {
    const credentials = await defaultProvider({ timeout: METADATA_TIMEOUT_MS, maxRetries: 0 })();
    const endpoints = ownEndpoints(process.env);
    const where = endpoints.AWS_ENDPOINT_URL ?? "AWS";
    return {
      notice: `Running ${described(fn)} against ${where} with your own credentials`,
      variables: { ...endpoints, ...variablesOf(credentials) },
    };
  } catch (error) {
    return { notice: withoutCredentials(fn, environment, error), variables: {} };
  }
}

function withoutCredentials(fn: ConfiguredFunction, environment: string, error: unknown): string {
  const start = [`ENVIRONMENT=${environment} npm run sandbox -- up`, ...deployCommands(environment)];
  return [
    `Running ${described(fn)} without credentials: no sandbox is running, and no AWS credentials were found (${reasonOf(error)}).`,
    "Its calls to AWS will fail. Use your own credentials (set AWS_PROFILE, or sign in with `aws sso login`), or start a",
    `sandbox and deploy the environment "${environment}" there:`,
    ...start.map((command) => `  ${command}`),
  ].join("\n");
}

/** The caller's own endpoints: credentials for a local AWS must not be used against the real one. */
function ownEndpoints(environment: NodeJS.ProcessEnv): Variables {
  const entries = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith("AWS_ENDPOINT_URL") && value ? [[name, value] as const] : [],
  );
  return Object.fromEntries(entries);
}

function described({ config, accountId }: ConfiguredFunction): string {
  return `${config.name} of account ${accountId}`;
}

function variablesOf(credentials: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}): Variables {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}
