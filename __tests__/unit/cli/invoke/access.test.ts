import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { accessOf } from "../../../../cli/invoke/access";
import { temporaryFolder } from "../../support/temporary-folder";
import { sampleFunction } from "./support/sample-function";

const folder = temporaryFolder();
const { signal } = new AbortController();
const fn = sampleFunction({ folder: join(folder, "code"), code: "" });

/** A machine without a running sandbox, whose user has no credentials in files. */
const BARE = {
  SANDBOX_STATE_DIR: join(folder, "no-sandbox"),
  AWS_CONFIG_FILE: join(folder, "no-config"),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
  AWS_EC2_METADATA_DISABLED: "true",
};

test("without a sandbox, the function gets the caller's own credentials", async () => {
  // Prepare
  jest.replaceProperty(process, "env", {
    ...BARE,
    AWS_ACCESS_KEY_ID: "key",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "token",
  });

  // Act
  const access = await accessOf(fn, "staging", signal);

  // Assess
  expect(access).toEqual({
    aws: "AWS: the real one, credentials of AWS_ACCESS_KEY_ID, region eu-central-1",
    notice: "Running sample of account 222222222222 against AWS with your own credentials",
    variables: { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" },
  });
});

test("the caller's endpoints are passed on with the credentials", async () => {
  // Prepare
  const endpoints = { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ENDPOINT_URL_STS: "http://127.0.0.1:2" };
  const credentials = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };
  jest.replaceProperty(process, "env", { ...BARE, ...endpoints, ...credentials });

  // Act
  const access = await accessOf(fn, "staging", signal);

  // Assess
  expect(access).toEqual({
    aws: "AWS: http://127.0.0.1:1 (AWS_ENDPOINT_URL), credentials of AWS_ACCESS_KEY_ID, region eu-central-1",
    notice: "Running sample of account 222222222222 against http://127.0.0.1:1 with your own credentials",
    variables: { ...endpoints, ...credentials },
  });
});

test("with neither, it runs nevertheless and says how to get either", async () => {
  // Prepare
  jest.replaceProperty(process, "env", BARE);

  // Act
  const access = await accessOf(fn, "staging", signal);

  // Assess
  expect(access).toEqual({
    notice:
      "Running sample of account 222222222222 without credentials: no sandbox is running, and no AWS credentials were found (Could not load credentials from any providers).\n" +
      "Its calls to AWS will fail. Use your own credentials (set AWS_PROFILE, or sign in with `aws sso login`), or start a\n" +
      'sandbox and deploy the environment "staging" there:\n' +
      "  ENVIRONMENT=staging npm run sandbox -- up\n" +
      '  eval "$(npm run --silent sandbox -- env)"\n' +
      `  ENVIRONMENT=staging npx cdktf deploy '*' --output ${join(relative(process.cwd(), BARE.SANDBOX_STATE_DIR), "run/cdktf.out")} --auto-approve --skip-provider-lock`,
    variables: {},
  });
});

test("a sandbox that has stopped is reported, and the function does not use it", async () => {
  // Prepare
  const sandbox = join(folder, "dead-sandbox");
  mkdirSync(sandbox);
  const url = "http://127.0.0.1:1";
  const state = {
    emulatorUrl: url,
    streamMappings: { pid: 0, startedAt: "", url },
    region: "",
    accountIds: [],
    startedAt: "",
  };
  writeFileSync(join(sandbox, "state.json"), JSON.stringify(state));
  const credentials = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };
  jest.replaceProperty(process, "env", { ...BARE, SANDBOX_STATE_DIR: sandbox, ...credentials });

  // Act
  const access = await accessOf(fn, "staging", signal);

  // Assess
  expect(access).toEqual({
    aws: "AWS: the real one, credentials of AWS_ACCESS_KEY_ID, region eu-central-1",
    notice:
      "Running sample of account 222222222222 against AWS with your own credentials\n" +
      "The sandbox was started but does not answer: npm run sandbox -- status",
    variables: credentials,
  });
});
