import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sharedInit } from "../../../plan/shared-init";
import { Terraform } from "../../../plan/terraform";
import type { StackInFolder } from "../../../synthesized/read-stacks";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const LOCK = ".terraform.lock.hcl";
const AWS = { aws: { source: "aws", version: "5.100.0" } };

/** A program that does what `terraform init` leaves behind, and notes down with which lock file it began. */
const PROGRAM = `#!/bin/sh
cp ${LOCK} began 2>/dev/null || echo none > began
[ "$(basename "$PWD")" = broken ] && exit 1
[ -f ${LOCK} ] || echo "made for $(basename "$PWD")" > ${LOCK}
`;

function terraform(): Terraform {
  const command = join(folder, "terraform");
  writeFileSync(command, PROGRAM);
  chmodSync(command, 0o700);
  return new Terraform({ command, variables: process.env });
}

function stackIn(test: string, name: string, providers: Readonly<Record<string, unknown>> = AWS) {
  const own = join(folder, test, name);
  mkdirSync(own, { recursive: true });
  const json = { terraform: { required_providers: providers } };
  writeFileSync(join(own, "cdk.tf.json"), JSON.stringify(json));
  return { name, folder: own, json, dependsOn: [], accountId: "1", region: "r" } as StackInFolder;
}

const began = ({ folder: own }: StackInFolder) => readFileSync(join(own, "began"), "utf8").trim();

test("the first stack goes alone, and the others get its lock file", async () => {
  // Prepare
  const init = sharedInit(terraform());
  const stacks = ["a", "b", "c"].map((name) => stackIn("same", name));

  // Act
  await Promise.all(stacks.map(init));

  // Assess
  expect(stacks.map(began)).toEqual(["none", "made for a", "made for a"]);
});

test("a lock file of a stack's own stays, and other providers get none", async () => {
  // Prepare
  const init = sharedInit(terraform());
  const first = stackIn("own", "a");
  const own = stackIn("own", "b");
  writeFileSync(join(own.folder, LOCK), "its own\n");
  const other = stackIn("own", "c", { aws: { source: "aws", version: "6.0.0" } });

  // Act
  await Promise.all([first, own, other].map(init));

  // Assess
  expect([first, own, other].map(began)).toEqual(["none", "its own", "none"]);
});

test("where the first stack fails, the others are initialized all the same", async () => {
  // Prepare
  const init = sharedInit(terraform());
  const broken = stackIn("failing", "broken");
  const other = stackIn("failing", "other");

  // Act
  const [failed, done] = await Promise.allSettled([init(broken), init(other)]);

  // Assess
  expect([failed?.status, done?.status]).toEqual(["rejected", "fulfilled"]);
  expect(existsSync(join(other.folder, LOCK))).toBe(true);
});
