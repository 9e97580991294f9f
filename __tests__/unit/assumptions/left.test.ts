import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leftIn, leftInFolder } from "../../../assumptions/site/left";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "left-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what a state still has is told by ARN, or else by type and ID", () => {
  // Prepare
  const file = join(folder, "terraform.a.tfstate");
  const instances = (attributes: object) => [{ attributes }];
  const resources = [
    { mode: "data", type: "terraform_remote_state", name: "s", instances: instances({ arn: "arn:other" }) },
    { mode: "managed", type: "aws_dynamodb_table", name: "t", instances: instances({ arn: "arn:table" }) },
    { mode: "managed", type: "aws_iam_role_policy", name: "p", instances: instances({ id: "role:policy" }) },
  ];
  writeFileSync(file, JSON.stringify({ version: 4, resources }));
  writeFileSync(join(folder, "terraform.b.tfstate"), JSON.stringify({ version: 4, resources: [] }));
  // Act
  const left = leftIn(file);
  // Assess
  expect(left).toEqual(["arn:table", "aws_iam_role_policy role:policy"]);
  expect(leftInFolder(folder)).toEqual(left);
});

test("a stack that was never deployed has left nothing", () => {
  expect(leftIn(join(folder, "terraform.none.tfstate"))).toEqual([]);
});
