import { commandsOfCdktn } from "../../../../upgrade/cdktn/commands";
import { importsOfCdktn } from "../../../../upgrade/cdktn/imports";
import { documentForCdktn, nvmrcForCdktn, workflowForCdktn } from "../../../../upgrade/cdktn/node-version";
import { runtimeOfNode24 } from "../../../../upgrade/cdktn/runtime";

test.each([
  ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
  ['const { App } = await import("cdktf");', 'const { App } = await import("cdktn");'],
  ["const { App } = require('cdktf');", "const { App } = require('cdktn');"],
  ['jest.mock("cdktf", () => ({}));', 'jest.mock("cdktn", () => ({}));'],
  [
    'import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";',
    'import { S3Bucket } from "@cdktn/provider-aws/lib/s3-bucket";',
  ],
  ['require("@cdktf/provider-aws/package.json")', 'require("@cdktn/provider-aws/package.json")'],
])("an import is one of CDK Terrain: %s", (before, after) => {
  expect(importsOfCdktn(before)).toBe(after);
});

test.each([
  'import { App } from "cdktf-multi-stack";',
  'import pty from "@cdktf/node-pty-prebuilt-multiarch";',
  'import config from "../cdktf.json";',
  'const name = "cdktf";',
  'import { Vpc } from "@cdktf/provider-aws-extras";',
])("no import of CDKTF, so it stays: %s", (text) => {
  expect(importsOfCdktn(text)).toBe(text);
});

test.each([
  ["npx cdktf deploy '*' --auto-approve", "npx cdktn deploy '*' --auto-approve"],
  [
    "Run `cdktf diff STACK`, then `cdktf  deploy STACK`.",
    "Run `cdktn diff STACK`, then `cdktn  deploy STACK`.",
  ],
  ["npx cdktf --version", "npx cdktn --version"],
  [
    String.raw`/Deploy it first: cdktf\s+deploy\s+source/`,
    String.raw`/Deploy it first: cdktn\s+deploy\s+source/`,
  ],
  ["node_modules/.bin/cdktf synth", "node_modules/.bin/cdktn synth"],
  ['join(root, "node_modules", ".bin", "cdktf")', 'join(root, "node_modules", ".bin", "cdktn")'],
])("a command is one of CDK Terrain: %s", (before, after) => {
  expect(commandsOfCdktn(before)).toBe(after);
});

test.each([
  "rm -rf cdktf.out",
  "What cdktf prints is hard to read.",
  'this.cdktf("deploy")',
  "npm install cdktf-cli",
  "npx cdktf-cli deploy",
  "CDKTF_OUTDIR=out",
  "./cdktf deploy.txt",
])("no command of CDKTF, so it stays: %s", (text) => {
  expect(commandsOfCdktn(text)).toBe(text);
});

test.each([
  ['const RUNTIME = "nodejs22.x";', 'const RUNTIME = "nodejs24.x";'],
  ['AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x"', 'AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x"'],
  ['compatibleRuntimes: ["nodejs20.x", "nodejs22.x"],', 'compatibleRuntimes: ["nodejs22.x", "nodejs24.x"],'],
  ['Runtime: "nodejs20.x"', 'Runtime: "nodejs20.x"'],
])("runtimes of Lambda: %s", (before, after) => {
  expect(runtimeOfNode24(before)).toBe(after);
});

test.each([
  ["20\n", "22\n"],
  ["v20.19.1\n", "22\n"],
  ["24\n", "24\n"],
  ["lts/*\n", "lts/*\n"],
])(".nvmrc %j becomes %j", (before, after) => {
  expect(nvmrcForCdktn(before)).toBe(after);
});

test.each([
  ["        node: [20, 22, 24]", "        node: [22, 24]"],
  ["        node: [18, 20]", "        node: [22]"],
  ["          node-version: 20", "          node-version: 22"],
  ['          node-version: "20.x"', '          node-version: "22"'],
  ["          node-version: 24", "          node-version: 24"],
  ["          node-version: $NODE_VERSION", "          node-version: $NODE_VERSION"],
  ["  image: node:20.19-slim", "  image: node:22-slim"],
  ["  image: node:24", "  image: node:24"],
])("a workflow's Node.js: %s", (before, after) => {
  expect(workflowForCdktn(before)).toBe(after);
});

test.each([
  [
    "You need Node.js 20.19 or newer, Python 3.10 or newer.",
    "You need Node.js 22.19 or newer, Python 3.10 or newer.",
  ],
  ["You need Node.js 24 or newer.", "You need Node.js 24 or newer."],
  ["Lambda supports callbacks only up to Node.js 20.", "Lambda supports callbacks only up to Node.js 20."],
])("a document's Node.js: %s", (before, after) => {
  expect(documentForCdktn(before)).toBe(after);
});
