import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../../config/paths";
import { dependencies } from "../../../../package.json";
import { compat } from "../../../../upgrade/compat/compat";
import type { Variant } from "../../../../upgrade/compat/variants";
import { temporaryFolder } from "../../support/temporary-folder";
import { gitProject } from "../support/git-project";

const folder = temporaryFolder();

// This test must hold in a clone that is on CDK Terrain, too.
const suffix = "cdktn" in dependencies ? "tn" : "tf";
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(PROJECT_ROOT, "node_modules", name, "package.json"), "utf8"));
const VERSIONS = {
  library: manifestOf(`cdk${suffix}`).version,
  provider: manifestOf(`@cdk${suffix}/provider-aws`).cdktf.provider.version,
};

/** A real app: each environment is a stack with a bucket, whose name is the text of the environment's file. */
const APP = `
const { readFileSync } = require("node:fs");
const { App, TerraformStack } = require("cdk${suffix}");
const { AwsProvider } = require("@cdk${suffix}/provider-aws/lib/provider");
const { S3Bucket } = require("@cdk${suffix}/provider-aws/lib/s3-bucket");

const bucket = readFileSync(\`environments/\${process.env.ENVIRONMENT}.yaml\`, "utf8").trim();
if (bucket === "none") throw new Error("There is no bucket.");
const app = new App();
const stack = new TerraformStack(app, "only");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new S3Bucket(stack, "bucket", { bucket });
app.synth();
`;

const OWN: Variant = {
  name: "cdktf-provider-5",
  title: "what is installed",
  versions: VERSIONS,
  needsNewerNode: false,
};

/** The same packages, with something beside the sources. */
const withFile = (name: Variant["name"], text: string): Variant => ({
  ...OWN,
  name,
  files: { "environments/one.yaml": text },
});

test("each variant is synthesized, compared with the first, and judged", async () => {
  // Prepare
  const root = gitProject(folder, {
    ".gitignore": "node_modules\n.compat/\n",
    "cdktf.json": '{ "app": "node app.js" }\n',
    "app.js": APP,
    "environments/one.yaml": "first-bucket\n",
    "environments/two.yaml": "second-bucket\n",
  });
  symlinkSync(join(PROJECT_ROOT, "node_modules"), join(root, "node_modules"));
  const variants = [
    OWN,
    withFile("cdktf-provider-6", "another-bucket\n"),
    withFile("cdktn", "none\n"),
  ] as const;
  const said: string[] = [];
  const run = { root, cache: join(root, ".compat"), signal: new AbortController().signal };

  // Act
  const results = await compat(
    variants,
    { names: ["cdktf-provider-5", "cdktf-provider-6", "cdktn"], tests: false },
    { ...run, say: (line) => said.push(line) },
  );

  // Assess
  const [own, changed, broken] = results.map(({ seconds: _, ...result }) => result);
  expect(own).toEqual({
    name: "cdktf-provider-5",
    title: "what is installed",
    node: process.versions.node,
    environments: ["one", "two"],
    stacks: 2,
    differences: [],
    tests: "not run",
  });
  expect(changed?.differences).toEqual([
    {
      file: "one/stacks/only/cdk.tf.json",
      path: ["resource", "aws_s3_bucket", "bucket", "bucket"],
      before: "first-bucket",
      after: "another-bucket",
    },
  ]);
  expect(broken).toMatchObject({ stacks: 0, failure: expect.stringContaining("There is no bucket.") });
  expect(said).toEqual([
    "cdktf-provider-5: synthesizing one, two …",
    "cdktf-provider-6: synthesizing one, two …",
    "cdktn: synthesizing one, two …",
  ]);
}, 120_000);

test("a variant that used other packages than its own fails, and Ctrl-C ends all of it", async () => {
  // Prepare
  const root = gitProject(folder, {
    ".gitignore": "node_modules\n.compat/\n",
    "cdktf.json": '{ "app": "node app.js" }\n',
    "app.js": APP,
    "environments/one.yaml": "first-bucket\n",
  });
  symlinkSync(join(PROJECT_ROOT, "node_modules"), join(root, "node_modules"));
  const other = { ...OWN, name: "cdktn" as const, versions: { library: "0.0.1", provider: "9.9.9" } };
  const run = { root, cache: join(root, ".compat"), say: () => {} };
  const selection = { names: ["cdktn" as const], tests: false };
  const interrupted = new AbortController();
  interrupted.abort();

  // Act
  const [result] = await compat([OWN, other], selection, { ...run, signal: new AbortController().signal });
  const act = compat([OWN, other], selection, { ...run, signal: interrupted.signal });

  // Assess
  expect(result?.failure).toBe(
    `one/stacks/only/cdk.tf.json names library ${VERSIONS.library} and AWS provider ${VERSIONS.provider}, but this variant has 0.0.1 and 9.9.9.`,
  );
  await expect(act).rejects.toThrow("was interrupted");
}, 120_000);
