import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf, requireFingerprint } from "../../../pipeline/fingerprint";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const hash = (digit: string) => digit.repeat(64);

const update = {
  address: "aws_dynamodb_table.table",
  change: { actions: ["update"], before: { name: "Orders", read: 1 }, after: { name: "Orders", read: 2 } },
};
const untouched = {
  address: "aws_iam_role.role",
  change: { actions: ["no-op"], before: { tag: "a" }, after: { tag: "a" } },
};
const reviewed = { resource_changes: [update, untouched], output_changes: { arn: { actions: ["no-op"] } } };

/** A folder of plans for one stack. */
function plans(plan: object, stack: object = {}, manifest: object = {}): string {
  const own = mkdtempSync(join(folder, "plans-"));
  const file = (name: string, digit: string) => ({ file: `source/${name}`, sha256: hash(digit) });
  mkdirSync(join(own, "source"));
  writeFileSync(join(own, "source", "plan.json"), JSON.stringify(plan));
  const planned = {
    name: "source",
    accountId: "123456789012",
    region: "eu-central-1",
    dependsOn: [],
    changes: true,
    sampleOutputsOf: [],
    configuration: file("cdk.tf.json", "1"),
    lockFile: file(".terraform.lock.hcl", "2"),
    plan: file("tfplan", "3"),
    json: file("plan.json", "4"),
    state: { lineage: "one", serial: 3 },
    ...stack,
  };
  const content = {
    version: 1,
    environment: "production",
    createdAt: "2026-11-22T05:00:00Z",
    terraform: "1.11.4",
    stacks: [planned],
    removedStacks: [],
    ...manifest,
  };
  writeFileSync(join(own, "manifest.json"), JSON.stringify(content));
  return own;
}

test("a hash for each stack, and nothing of the plan itself", () => {
  // Act
  const fingerprint = fingerprintOf(plans(reviewed, {}, { removedStacks: ["source-old"] }));

  // Assess
  expect(fingerprint).toMatch(/^source:[0-9a-f]{64},source-old:removed$/);
});

test.each([
  ["another time", reviewed, {}, { createdAt: "2026-11-22T06:00:00Z" }],
  [
    "another role, so another configuration and plan",
    reviewed,
    {
      configuration: { file: "source/cdk.tf.json", sha256: hash("8") },
      plan: { file: "source/tfplan", sha256: hash("9") },
    },
    {},
  ],
  ["another serial of the state", reviewed, { state: { lineage: "one", serial: 4 } }, {}],
  ["something else that stays as it is", { ...reviewed, resource_changes: [update] }, {}, {}],
  [
    "keys in another order",
    {
      output_changes: {},
      resource_changes: [
        {
          change: {
            after: { read: 2, name: "Orders" },
            before: { read: 1, name: "Orders" },
            actions: ["update"],
          },
          address: update.address,
        },
      ],
    },
    {},
    {},
  ],
])("%s: the same is done", (_what, plan, stack, manifest) => {
  // Prepare
  const approved = fingerprintOf(plans(reviewed));

  // Act
  const compare = () => requireFingerprint(plans(plan, stack, manifest), approved);

  // Assess
  expect(compare).not.toThrow();
});

test.each([
  [
    "another value",
    { resource_changes: [{ ...update, change: { ...update.change, after: { name: "Orders", read: 3 } } }] },
    {},
    {},
  ],
  [
    "a replacement",
    { resource_changes: [{ ...update, change: { ...update.change, actions: ["delete", "create"] } }] },
    {},
    {},
  ],
  ["one more change", { resource_changes: [update, { ...update, address: "aws_kms_key.key" }] }, {}, {}],
  ["an output", { ...reviewed, output_changes: { arn: { actions: ["update"] } } }, {}, {}],
  ["other providers", reviewed, { lockFile: { file: "source/.terraform.lock.hcl", sha256: hash("9") } }, {}],
  ["another account", reviewed, { accountId: "210987654321" }, {}],
  ["another Terraform", reviewed, {}, { terraform: "1.12.0" }],
  ["another environment", reviewed, {}, { environment: "staging" }],
])("%s: it is not what was reviewed", (_what, plan, stack, manifest) => {
  // Prepare
  const approved = fingerprintOf(plans(reviewed));

  // Act
  const compare = () => requireFingerprint(plans(plan, stack, manifest), approved);

  // Assess
  expect(compare).toThrow(
    "What would be applied is not what was reviewed. It differs for: source.\nSomething changed between review and deployment: run the workflow again, and review the new plan.",
  );
});

test("a stack that came or went is named", () => {
  // Prepare
  const present = plans(reviewed);
  const approved = `${fingerprintOf(present)},consumer:${hash("a")}`;

  // Act
  const compare = () => requireFingerprint(present, approved);

  // Assess
  expect(compare).toThrow("It differs for: consumer.");
});

test("no approval is not the approval of everything", () => {
  // Act
  const compare = () => requireFingerprint(plans(reviewed), "");

  // Assess
  expect(compare).toThrow("What would be applied is not what was reviewed.");
});
