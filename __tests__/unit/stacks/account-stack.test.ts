import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App, TerraformOutput, Testing } from "cdktf";
import { Construct } from "constructs";
import { AccountStack } from "../../../stacks/account-stack";
import { synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

test("each stack has one provider: aliased, in its account, under the deploy role", () => {
  // Prepare
  const edits = {
    "accounts.source.deployRole": "org/Deploy",
    "accounts.source.tags": { Team: "orders", Cost: "4711" },
  };

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(stacks.source?.provider).toEqual({
    aws: [
      {
        alias: "account",
        allowed_account_ids: ["111111111111"],
        assume_role: [
          { role_arn: "arn:aws:iam::111111111111:role/org/Deploy", session_name: "terraform-source" },
        ],
        default_tags: [{ tags: { Cost: "4711", Team: "orders" } }],
        region: "eu-central-1",
      },
    ],
  });
  expect(stacks.consumer?.provider.aws).toMatchObject([{ allowed_account_ids: ["222222222222"] }]);
});

test("a deploy role may ask for an external ID, and have a session of its own length", () => {
  // Prepare
  const deployRole = { name: "teams/Deploy", externalId: "pipeline-1", sessionDuration: 7200 };

  // Act
  const { stacks } = synthesize({ "accounts.source.deployRole": deployRole }, folder);

  // Assess
  expect(stacks.source?.provider.aws).toMatchObject([
    {
      assume_role: [
        {
          duration: "7200s",
          external_id: "pipeline-1",
          role_arn: "arn:aws:iam::111111111111:role/teams/Deploy",
          session_name: "terraform-source",
        },
      ],
    },
  ]);
});

test("without a deploy role Terraform uses the caller's credentials, still in that account only", () => {
  // Prepare
  const edits = { "accounts.source.deployRole": null };

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(stacks.source?.provider.aws).toEqual([
    {
      alias: "account",
      allowed_account_ids: ["111111111111"],
      default_tags: [{ tags: {} }],
      region: "eu-central-1",
    },
  ]);
});

test("only Terraform's own names stand in the requirements", () => {
  // Prepare
  const edits = {};

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(stacks.source?.terraform).toMatchObject({
    // Of provider 5, 6 and the bindings of CDK Terrain: `npm run compat` runs this test with each.
    required_providers: {
      aws: {
        source: expect.stringMatching(/^(hashicorp\/)?aws$/),
        version: expect.stringMatching(/^(5\.100\.0|6\.\d+\.0)$/),
      },
    },
    required_version: ">= 1.5.0",
  });
});

test("elements of different kinds may have one name", () => {
  // Prepare
  const stack = emptyStack();
  new TerraformOutput(new Construct(stack, "a"), "b", { value: 2 });
  new SqsQueue(new Construct(stack, "a-b"), "this", {});

  // Act
  const { resource, output } = JSON.parse(Testing.synth(stack));

  // Assess
  expect(Object.keys(resource.aws_sqs_queue)).toEqual(["a_b"]);
  expect(Object.keys(output)).toEqual(["a_b"]);
});

test("two elements of a kind that would have one name are refused", () => {
  // Prepare
  const stack = emptyStack();
  new TerraformOutput(new Construct(stack, "a"), "b-c", { value: 1 });
  new TerraformOutput(stack, "a-b-c", { value: 2 });

  // Act
  const synthesis = () => Testing.synth(stack, true);

  // Assess
  expect(synthesis).toThrow("sample/a/b-c and sample/a-b-c would both be called a_b_c");
});

function emptyStack(): AccountStack {
  return new AccountStack(new App({ stackTraces: false }), "sample", {
    account: { id: "111111111111", deployRole: null, tags: {} },
    region: "eu-central-1",
    state: { backend: { type: "local" }, environmentName: "test", region: "eu-central-1" },
  });
}
