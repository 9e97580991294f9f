import { ownerOfState } from "../../../synthesized/remote-state";
import type { TerraformJson } from "../../../synthesized/stack-json";
import { stackWith } from "../support/stack-with";

function stackIn(name: string, terraform: TerraformJson) {
  return stackWith({}, { name, json: { terraform } });
}

const CASES: [string, TerraformJson, TerraformJson, object][] = [
  [
    "a local file",
    { backend: { local: { path: "a.tfstate" } } },
    { backend: { local: { path: "b.tfstate" } } },
    { path: "b.tfstate" },
  ],
  [
    "a bucket",
    { backend: { s3: { bucket: "states", key: "a", region: "eu-west-1" } } },
    { backend: { s3: { bucket: "states", key: "b", region: "eu-west-1" } } },
    { bucket: "states", key: "b", region: "eu-west-1", encrypt: true },
  ],
  [
    "Terraform Cloud",
    { cloud: { organization: "acme", workspaces: { name: "a" } } },
    { cloud: { organization: "acme", workspaces: { name: "b" } } },
    { organization: "acme", workspaces: { name: "b" } },
  ],
];

test.each(CASES)("the stack whose state is in %s is found", (_where, first, second, config) => {
  // Prepare
  const stacks = [stackIn("first", first), stackIn("second", second)];

  // Act
  const owner = ownerOfState({ config }, stacks);

  // Assess
  expect(owner?.name).toBe("second");
});

test.each(CASES)("a state in %s that belongs to no stack is not found", (_where, first, _second, config) => {
  // Prepare
  const stacks = [stackIn("first", first)];

  // Act
  const owner = ownerOfState({ config }, stacks);

  // Assess
  expect(owner).toBeUndefined();
});
