import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { PROJECT_ROOT } from "../../../config/paths";
import cdktfJson from "../../../examples/own-app/cdktf.json";
import ownPackage from "../../../examples/own-app/package.json";
import rootPackage from "../../../package.json";
import type { StackJson } from "../../../synthesized/stack-json";
import { expression, policyOf } from "../support/elements";
import { elementsOf, onlyElement } from "../support/synth-alone";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const project = join(folder, "own-app");
const tarball = join(folder, `${rootPackage.name}-${rootPackage.version}.tgz`);

/** What the example depends on, and has from this project's own node_modules: to install it all would take a minute. */
const LINKED = [...Object.keys(rootPackage.peerDependencies), "@types/node", "ts-node", "typescript"];

function run(cwd: string, command: string, ...parameters: string[]): string {
  return execFileSync(command, parameters, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Installs the packed package into an empty project, and puts the example beside it. */
beforeAll(() => {
  run(PROJECT_ROOT, "npm", "run", "--silent", "build");
  run(PROJECT_ROOT, "npm", "pack", "./dist", "--pack-destination", folder);
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "private": true }');
  // Peers are linked below, so npm must not install them.
  const quickly = ["--legacy-peer-deps", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  run(project, "npm", "install", tarball, ...quickly);
  for (const name of LINKED) {
    const link = join(project, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, "node_modules", name), link);
  }
  const example = join(PROJECT_ROOT, "examples", "own-app");
  const sources = readdirSync(example).filter((name) =>
    /\.ts$|^src$|^tsconfig\.json$|^cdktf\.json$/.test(name),
  );
  for (const name of sources) cpSync(join(example, name), join(project, name), { recursive: true });
}, 180_000);

/** Type-checks the example against the package's declarations; tsc prints what is wrong, and fails. */
function typeCheck(...options: string[]): string {
  return run(project, process.execPath, "node_modules/typescript/bin/tsc", ...options);
}

function synthesize(): Record<string, StackJson> {
  const [command = "", ...parameters] = cdktfJson.app.split(" ");
  run(project, command, ...parameters);
  const stacks = join(project, "cdktf.out", "stacks");
  const entries = readdirSync(stacks).map((name) => [
    name,
    JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")),
  ]);
  return Object.fromEntries(entries);
}

test("the package has what others need, and nothing else", () => {
  // Act
  const installed = join(project, "node_modules", rootPackage.name);
  const files = readdirSync(installed).sort();

  // Assess
  expect(files).toEqual([
    "LICENSE",
    "README.md",
    "bundling",
    "config",
    "constructs",
    "errors",
    "guards",
    "package.json",
    "synthesized",
  ]);
});

test("the peers of the package are satisfied, and the example names the versions of this project", () => {
  // Prepare
  const { dependencies, devDependencies } = ownPackage;
  const { [rootPackage.name as keyof typeof dependencies]: own, ...others } = dependencies;

  // Act
  const listing = run(project, "npm", "ls", ...Object.keys(rootPackage.peerDependencies));

  // Assess
  expect(listing).toContain(`${rootPackage.name}@${rootPackage.version}`);
  expect(own).toBe(`file:../../${rootPackage.name}-${rootPackage.version}.tgz`);
  expect({ ...rootPackage.devDependencies, ...rootPackage.dependencies }).toMatchObject({
    ...others,
    ...devDependencies,
  });
});

test.each([
  ["by the package's exports", []],
  [
    "by an older resolution, as in CDKTF's template",
    ["--module", "commonjs", "--moduleResolution", "node10"],
  ],
])("the example's types are right: %s", (_what, options) => {
  // Act
  const output = typeCheck(...options);

  // Assess
  expect(output).toBe("");
});

test("wrong props are type errors", () => {
  // Prepare
  const wrong = `
    import { StreamMapping } from "${rootPackage.name}/constructs";
    export const props: ConstructorParameters<typeof StreamMapping>[2] = { streamArn: "", functionName: "", batchSize: "" };`;
  // Not where the example's own check looks.
  mkdirSync(join(project, "wrong"));
  writeFileSync(join(project, "wrong", "index.ts"), wrong);

  // Act
  const check = () =>
    typeCheck("--strict", "--noEmit", "--skipLibCheck", "--module", "nodenext", "wrong/index.ts");

  // Assess
  expect(check).toThrow(
    expect.objectContaining({ stdout: expect.stringMatching(/'string' is not assignable to type 'number'/) }),
  );
});

test("the guards refuse a stack that breaks them", () => {
  // Prepare
  const stack = join(project, "orders-stack.ts");
  const text = readFileSync(stack, "utf8");
  const opened = text.replace(
    "accountId: ANALYTICS.id, roleName: HANDLER_ROLE",
    'accountId: "333333333333", roleName: HANDLER_ROLE',
  );
  writeFileSync(stack, opened);

  // Act
  const synthesis = () => synthesize();

  // Assess
  expect(opened).not.toBe(text);
  try {
    expect(synthesis).toThrow(
      expect.objectContaining({
        stderr: expect.stringContaining("[foreign-principal] "),
      }),
    );
  } finally {
    writeFileSync(stack, text);
  }
});

describe("the synthesized example", () => {
  let orders: StackJson = {};
  let analytics: StackJson = {};

  beforeAll(() => {
    ({ orders = {}, analytics = {} } = synthesize());
  });

  test("has a stack for each account, with the account's provider", () => {
    // Act
    const providers = [orders, analytics].map(({ provider }) => provider?.aws);

    // Assess
    expect(providers).toEqual([
      [
        {
          alias: "orders",
          region: "eu-central-1",
          allowed_account_ids: ["111111111111"],
          assume_role: [{ role_arn: "arn:aws:iam::111111111111:role/Deploy" }],
        },
      ],
      [
        {
          alias: "analytics",
          region: "eu-central-1",
          allowed_account_ids: ["222222222222"],
          assume_role: [{ role_arn: "arn:aws:iam::222222222222:role/Deploy" }],
        },
      ],
    ]);
  });

  test("has each resource on the provider of its account", () => {
    // Act
    const resources = [orders, analytics].map(typesAndProviders);

    // Assess
    expect(resources).toEqual([
      [
        "aws_dynamodb_resource_policy aws.orders",
        "aws_dynamodb_table aws.orders",
        "aws_kms_alias aws.orders",
        "aws_kms_key aws.orders",
        "terraform_data undefined",
        "terraform_data undefined",
      ],
      [
        "aws_cloudwatch_log_group aws.analytics",
        "aws_iam_role aws.analytics",
        "aws_iam_role_policy aws.analytics",
        "aws_lambda_event_source_mapping aws.analytics",
        "aws_lambda_function aws.analytics",
        "aws_s3_bucket aws.analytics",
        "aws_s3_bucket_lifecycle_configuration aws.analytics",
        "aws_s3_bucket_policy aws.analytics",
        "aws_s3_bucket_public_access_block aws.analytics",
        "aws_s3_bucket_server_side_encryption_configuration aws.analytics",
        "aws_s3_bucket_versioning aws.analytics",
      ],
    ]);
  });

  test("lets the handler's role read and decrypt the stream, on the side of both accounts", () => {
    // Prepare
    const handler = {
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/OrderEventsHandler" } },
    };
    const fromOrders = [expect.stringContaining("cross-stack-reference-input-orders")];

    // Act
    const streamPolicy = policyOf(onlyElement(orders, "aws_dynamodb_resource_policy"));
    const keyPolicy = policyOf(onlyElement(orders, "aws_kms_key"));
    const rolePolicy = policyOf(onlyElement(analytics, "aws_iam_role_policy"));

    // Assess
    expect(streamPolicy).toMatchObject({ Statement: [{ Sid: "AnalyticsReads", ...handler }] });
    expect(keyPolicy).toMatchObject({
      Statement: [{ Sid: "AccountAdministers" }, { Sid: "AnalyticsDecrypts", ...handler }],
    });
    expect(rolePolicy).toMatchObject({
      Statement: [
        { Sid: "ReadStreams", Resource: fromOrders },
        { Sid: "DecryptStreams", Resource: fromOrders },
        { Sid: "WriteOwnLogStreams" },
        { Sid: "KeepFailedBatches" },
        { Sid: "FindFailureBucket" },
      ],
    });
    expect(onlyElement(analytics, "aws_iam_role").name).toBe("OrderEventsHandler");
  });

  test("has a mapping from the stream to the function", () => {
    // Prepare
    const [functionName = ""] = Object.keys(elementsOf(analytics, "aws_lambda_function"));

    // Act
    const mapping = onlyElement(analytics, "aws_lambda_event_source_mapping");

    // Assess
    expect(mapping).toMatchObject({
      event_source_arn: expect.stringContaining("cross-stack-reference-input-orders"),
      function_name: expression(`aws_lambda_function.${functionName}.function_name`),
      filter_criteria: { filter: [{ pattern: '{"eventName":["INSERT"]}' }] },
      depends_on: [expect.stringMatching(/^aws_iam_role_policy\./)],
    });
  });

  test("has the function's code in an archive", () => {
    // Act
    const { filename } = onlyElement(analytics, "aws_lambda_function");

    // Assess
    const archive = readFileSync(join(project, "cdktf.out", "stacks", "analytics", String(filename)));
    expect(Object.keys(unzipSync(archive))).toEqual(["index.js"]);
  });
});

function typesAndProviders({ resource = {} }: StackJson): string[] {
  return Object.entries(resource).flatMap(([type, byName]) =>
    Object.values(byName).map(({ provider }) => `${type} ${String(provider)}`),
  );
}
