import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { removedStacks } from "../../../stacks/removed-stacks";
import { removedStackWarnings } from "../../../stacks/removed-stacks-warning";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const NAMES = { sources: { orders: "source" }, mappings: {}, consumers: { handler: "consumer" } };
const LOCAL = { type: "local" as const };
const S3 = { type: "s3" as const, bucket: "states", keyPrefix: "a", lockFile: true };
const TABLE = { mode: "managed", type: "aws_dynamodb_table" };

/** A checkout with the standard folder for output, or one that the user chose. */
function checkout(chosen = false) {
  const root = mkdtempSync(join(folder, "checkout-"));
  const commandFolder = join(root, "cdktf.out");
  const output = {
    folder: chosen ? commandFolder : join(commandFolder, "production"),
    commandFolder,
    stateFolder: "",
  };
  return { root, output };
}

type Checkout = ReturnType<typeof checkout>;

function addFolder({ output }: Checkout, stack: string, json: object = {}, initialized = true): string {
  const path = join(output.folder, "stacks", stack);
  mkdirSync(initialized ? join(path, ".terraform") : path, { recursive: true });
  writeFileSync(join(path, "cdk.tf.json"), JSON.stringify(json));
  return path;
}

function addState(
  { root }: Checkout,
  stack: string,
  resources: readonly object[],
  environment = "production",
) {
  const file = join(root, `terraform.${environment}.${stack}.tfstate`);
  writeFileSync(file, JSON.stringify({ version: 4, resources }));
  return file;
}

function found({ output }: Checkout, backend: typeof LOCAL | typeof S3) {
  return removedStacks({ environmentName: "production", backend, output, names: NAMES });
}

test("local state: a stack that holds resources and has no entry is found, the others are not", () => {
  // Prepare
  const place = checkout();
  const path = addFolder(place, "source-returns");
  addFolder(place, "source-gone");
  addFolder(place, "source-planned");
  addFolder(place, "source");
  const stateFile = addState(place, "source-returns", [TABLE]);
  addState(place, "source-gone", [{ mode: "data" }]);
  addState(place, "source", [TABLE]);
  addState(place, "source-returns", [TABLE], "staging");

  // Act
  const removed = found(place, LOCAL);

  // Assess
  expect(removed).toEqual([{ name: "source-returns", folder: path, stateFile }]);
});

test("local state without a folder is found, too", () => {
  // Prepare
  const place = checkout();
  const stateFile = addState(place, "source-returns", [TABLE]);

  // Act
  const removed = found(place, LOCAL);

  // Assess
  expect(removed).toEqual([{ name: "source-returns", stateFile }]);
});

test("state elsewhere: a stack in which Terraform worked may be deployed, and readers come first", () => {
  // Prepare
  const place = checkout();
  const source = addFolder(place, "a-source-returns");
  const consumer = addFolder(place, "consumer-returns", { data: { terraform_remote_state: { one: {} } } });
  addFolder(place, "source-synthesized-only", {}, false);
  addState(place, "source-local", [TABLE]);

  // Act
  const removed = found(place, S3);

  // Assess
  expect(removed).toEqual([
    { name: "consumer-returns", folder: consumer },
    { name: "a-source-returns", folder: source },
  ]);
});

test("in a folder that the user chose, nothing can be destroyed from: the CDKTF CLI deletes it", () => {
  // Prepare
  const place = checkout(true);
  addFolder(place, "source-returns");

  // Act
  const removed = found(place, S3);

  // Assess
  expect(removed).toEqual([{ name: "source-returns" }]);
});

test("a checkout in which nothing was deployed has nothing to say", () => {
  // Prepare
  const place = checkout();

  // Act
  const removed = [found(place, LOCAL), found(place, S3)];

  // Assess
  expect(removed).toEqual([[], []]);
});

const MEANT = "If one of the entries is meant, give it `stack: source-a`.";

test.each([
  {
    what: "local state and a folder",
    stack: { name: "source-a", folder: "/p/out/stacks/source-a", stateFile: "/p/terraform.x.tfstate" },
    line: `production: the stack "source-a" is still deployed, but no entry of the file is named so. ${MEANT} To destroy the stack, run \`terraform -chdir=/p/out/stacks/source-a destroy\`. To forget the stack and keep what it deployed, run \`rm /p/terraform.x.tfstate\`.`,
  },
  {
    what: "local state only",
    stack: { name: "source-a", stateFile: "/p/terraform.x.tfstate" },
    line: `production: the stack "source-a" is still deployed, but no entry of the file is named so. ${MEANT} To destroy the stack, put its entry back, run \`npx cdktf destroy source-a\`, and remove the entry again. To forget the stack and keep what it deployed, run \`rm /p/terraform.x.tfstate\`.`,
  },
  {
    what: "a folder only",
    stack: { name: "source-a", folder: "/p/out/stacks/source-a" },
    line: `production: the stack "source-a" may still be deployed, but no entry of the file is named so. ${MEANT} To destroy the stack, run \`terraform -chdir=/p/out/stacks/source-a destroy && rm -r /p/out/stacks/source-a\`. To forget the stack and keep what it deployed, run \`rm -r /p/out/stacks/source-a\`.`,
  },
  {
    what: "a folder that is about to go",
    stack: { name: "source-a" },
    line: `production: the stack "source-a" may still be deployed, but no entry of the file is named so. ${MEANT} To destroy the stack, put its entry back, run \`npx cdktf destroy source-a\`, and remove the entry again.`,
  },
  {
    what: "a former mapping stack, whose mappings must not go with it",
    stack: { name: "consumer-mappings-3", folder: "/p/out/stacks/consumer-mappings-3" },
    line: 'production: the stack "consumer-mappings-3" may still be deployed, but no entry of the file is named so. If there are fewer mapping stacks now, first take its mappings to those of the file, and deploy: `npm run mapping-stacks -- move --environment production`. To destroy the stack, run `terraform -chdir=/p/out/stacks/consumer-mappings-3 destroy && rm -r /p/out/stacks/consumer-mappings-3`. To forget the stack and keep what it deployed, run `rm -r /p/out/stacks/consumer-mappings-3`.',
  },
])("$what: the commands that destroy or forget the stack", ({ stack, line }) => {
  // Prepare
  delete process.env.TERRAFORM_BINARY_NAME;

  // Act
  const lines = removedStackWarnings([stack], "production");

  // Assess
  expect(lines).toEqual([line]);
});

test("commands name folders from the working directory, and the user's own Terraform", () => {
  // Prepare
  process.env.TERRAFORM_BINARY_NAME = "tofu";
  const path = join(process.cwd(), "cdktf.out/production/stacks/source-a");

  // Act
  const [line] = removedStackWarnings([{ name: "source-a", folder: path }], "production");
  delete process.env.TERRAFORM_BINARY_NAME;

  // Assess
  expect(line).toContain(`\`tofu -chdir=${relative(process.cwd(), path)} destroy && `);
});
