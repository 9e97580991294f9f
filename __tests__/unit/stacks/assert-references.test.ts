import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { App } from "cdktf";
import { AccountStack } from "../../../stacks/account-stack";
import { assertOwnReferences } from "../../../stacks/assert-references";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

function stackIn(app: App, name: string, id: string): AccountStack {
  return new AccountStack(app, name, {
    account: { id, deployRole: null, tags: {} },
    region: "eu-central-1",
    state: { backend: { type: "local" }, environmentName: "test", region: "eu-central-1" },
  });
}

test("a reference to an element of another stack is refused, with what to do instead", () => {
  // Prepare
  const app = new App({ stackTraces: false, outdir: folder });
  const bucket = new S3Bucket(stackIn(app, "one", "111111111111"), "bucket", { bucket: "a-bucket" });
  const other = stackIn(app, "other", "222222222222");
  new S3Bucket(other, "copy", { bucket: `${bucket.id}-copy` });

  // Act
  const synthesis = () => app.synth();

  // Assess
  expect(synthesis).toThrow(
    "not in this stack: aws_s3_bucket.bucket. An element of another stack is known by an output of that stack: read it as `readSourceOutputs` does",
  );
});

test.each([
  ["an own resource", `\${aws_s3_bucket.own.arn}`],
  ["an own data source in a function", `\${jsonencode({"a": data.aws_region.own.name})}`],
  ["text that only looks like a reference", "aws_s3_bucket.other.arn"],
  ["an escaped expression", `$\${aws_s3_bucket.other.arn}`],
  ["a variable", `\${var.aws_s3_bucket}`],
])("%s is accepted", (_, bucket) => {
  const json = {
    resource: { aws_s3_bucket: { own: {}, user: { bucket } } },
    data: { aws_region: { own: {} } },
  };
  expect(() => assertOwnReferences(json)).not.toThrow();
});

test("everything that is not there is named once, data sources as such", () => {
  // Prepare
  const json = {
    resource: { aws_s3_bucket: { own: { bucket: `\${aws_s3_bucket.a.id}-\${aws_s3_bucket.a.arn}` } } },
    output: { state: { value: `\${data.terraform_remote_state.own.outputs.x}` } },
  };

  // Act
  const check = () => assertOwnReferences(json);

  // Assess
  expect(check).toThrow("not in this stack: aws_s3_bucket.a, data.terraform_remote_state.own. ");
});
