import { CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { synthesizeVariant } from "./support/environment-variant";

const APPLY_TIMEOUT_MS = 180_000;
const STATE_ACCOUNT = "000000000000";
const BUCKET = "terraform-state";

test(
  "state in S3: the consumer reads the source's outputs from the bucket",
  async () => {
    // Prepare
    const { emulatorUrl: endpoint, region } = requireRunning();
    const s3 = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: rootCredentials(STATE_ACCOUNT),
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const project = synthesizeVariant("s3-backend", "sandbox", (environment) => ({
      ...environment,
      backend: { type: "s3", bucket: BUCKET, keyPrefix: "streams/test", lockFile: true },
    }));
    const apply = async (stack: string) => {
      await project.terraform(stack, "init", "-input=false");
      await project.terraform(stack, "apply", "-input=false", "-auto-approve");
    };
    // Act
    await apply("source");
    await apply("consumer");
    // Assess
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    expect(Contents.map(({ Key }) => Key)).toEqual([
      "streams/test/consumer.tfstate",
      "streams/test/source.tfstate",
    ]);
    expect(await project.outputs("source")).toMatchObject({ table_name: "CrossAccountTest" });
    expect(await project.changedStacks()).toEqual([]);
    await project.terraform("consumer", "destroy", "-input=false", "-auto-approve");
    await project.terraform("source", "destroy", "-input=false", "-auto-approve");
    s3.destroy();
  },
  APPLY_TIMEOUT_MS,
);

test.each(["source", "consumer"])(
  "state in Terraform Cloud: Terraform finds the stack %s valid",
  async (stack) => {
    // Prepare
    const project = synthesizeVariant(`cloud-${stack}`, "terraform-cloud", (environment) => environment);
    await project.terraform(stack, "init", "-input=false", "-backend=false");
    // Act
    const verdict = JSON.parse(await project.terraform(stack, "validate", "-json"));
    // Assess
    expect(verdict).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "credentials of the wrong account stop before anything is made",
  async () => {
    // Prepare
    const project = synthesizeVariant("wrong-account", "sandbox", (environment) => ({
      ...environment,
      accounts: Object.fromEntries(
        Object.entries(environment.accounts).map(([name, account]) => [
          name,
          { ...account, deployRole: null },
        ]),
      ),
    }));
    await project.terraform("source", "init", "-input=false");
    // Act
    const act = project.terraform("source", "plan", "-input=false");
    // Assess
    await expect(act).rejects.toThrow(/AWS account ID not allowed: 000000000000/);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a consumer whose source is not deployed says what to deploy first",
  async () => {
    // Prepare
    const project = synthesizeVariant("no-source", "sandbox", (environment) => environment);
    await project.terraform("consumer", "init", "-input=false");
    // Act
    const act = project.terraform("consumer", "plan", "-input=false");
    // Assess
    await expect(act).rejects.toThrow(/Unable to find remote state|Deploy it first: cdktf deploy source/);
  },
  APPLY_TIMEOUT_MS,
);

test.each(["source", "consumer"])(
  "roles with managed policies, and an API with tokens: Terraform finds the stack %s valid",
  async (stack) => {
    // Prepare
    const project = synthesizeVariant(`reaching-${stack}`, "example-reaching", (environment) => environment);
    await project.terraform(stack, "init", "-input=false", "-backend=false");
    // Act
    const verdict = JSON.parse(await project.terraform(stack, "validate", "-json"));
    // Assess
    expect(verdict).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
  },
  APPLY_TIMEOUT_MS,
);
