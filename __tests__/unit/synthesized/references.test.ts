import { attributeOf, substitute, unresolvedIn } from "../../../synthesized/references";
import { resourcesOf } from "../../../synthesized/resources";
import { stackWith } from "../support/stack-with";
import { expression } from "../support/synthesize";

const SOURCE = stackWith(
  {},
  {
    name: "source",
    json: {
      resource: { aws_dynamodb_table: { table: { name: "Orders" } } },
      output: {
        table_arn: { value: expression("aws_dynamodb_table.table.arn") },
        names: { value: ["Orders"] },
      },
      terraform: { backend: { local: { path: "source.tfstate" } } },
    },
  },
);
const CONSUMER = stackWith(
  {},
  {
    name: "consumer",
    accountId: "222222222222",
    json: {
      resource: {
        aws_iam_role: { role: { name: "reader", path: "/team/" } },
        aws_s3_bucket: { bucket: { bucket: expression("aws_iam_role.role.name") } },
      },
      data: { terraform_remote_state: { source: { config: { path: "source.tfstate" } } } },
    },
  },
);
const STACKS = [SOURCE, CONSUMER];

test.each([
  ["a value that stands in the stack", "aws_iam_role.role.name", "reader"],
  ["an attribute with a sample", "aws_iam_role.role.arn", "arn:aws:iam::222222222222:role/team/reader"],
  ["a value that refers to another resource", "aws_s3_bucket.bucket.bucket", "reader"],
  ["a sample that refers to another resource", "aws_s3_bucket.bucket.arn", "arn:aws:s3:::reader"],
  [
    "an output of another stack",
    "data.terraform_remote_state.source.outputs.table_arn",
    "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders",
  ],
])("%s is substituted", (_what, reference, value) => {
  // Prepare
  const text = `{"Resource":"${expression(reference)}/*"}`;

  // Act
  const substituted = substitute(text, CONSUMER, STACKS);

  // Assess
  expect(substituted).toBe(`{"Resource":"${value}/*"}`);
  expect(unresolvedIn(substituted)).toEqual([]);
});

test.each([
  ["a variable", "var.name"],
  ["a resource that does not exist", "aws_iam_role.other.arn"],
  ["an attribute without a sample", "aws_iam_role.role.unique_id"],
  ["a state that does not exist", "data.terraform_remote_state.other.outputs.table_arn"],
  ["an output that does not exist", "data.terraform_remote_state.source.outputs.other"],
  ["an output that is no text", "data.terraform_remote_state.source.outputs.names"],
])("%s stays, and is reported", (_what, reference) => {
  // Prepare
  const text = `before ${expression(reference)} after`;

  // Act
  const substituted = substitute(text, CONSUMER, STACKS);

  // Assess
  expect(substituted).toBe(text);
  expect(unresolvedIn(substituted)).toEqual([expression(reference)]);
});

test("two dollar signs are meant literally", () => {
  // Prepare
  const text = `$${expression("aws_iam_role.role.name")}`;

  // Act
  const substituted = substitute(text, CONSUMER, STACKS);

  // Assess
  expect(substituted).toBe(text);
  expect(unresolvedIn(substituted)).toEqual([]);
});

test("an attribute of a resource is its value or its sample", () => {
  // Prepare
  const [role] = resourcesOf(STACKS, "aws_iam_role");

  // Act
  const attributes = role && ["name", "arn"].map((attribute) => attributeOf(role, attribute, STACKS));

  // Assess
  expect(attributes).toEqual(["reader", "arn:aws:iam::222222222222:role/team/reader"]);
});
