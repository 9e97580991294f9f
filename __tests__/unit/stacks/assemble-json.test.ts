import { join } from "node:path";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";
import { checkEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { AccountStack } from "../../../stacks/account-stack";
import { assembleJson } from "../../../stacks/assemble-json";
import { buildApp } from "../../../stacks/build-app";
import { fakeCode } from "../support/fake-code";
import { temporaryFolder } from "../support/temporary-folder";
import { environmentFiles } from "./support/environment-files";

const folder = temporaryFolder();
const SEED = 20_261_122;
/** An environment takes a third of a second, or longer on a busy machine. FUZZ_RUNS=1000 asks for more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10);
const MS_EACH = 5000;

const PROPS = {
  account: { id: "111111111111", deployRole: null, tags: {} },
  region: "eu-central-1",
  state: { environmentName: "test", region: "eu-central-1", backend: { type: "local" } },
} as const;

/** As CDKTF would make it. */
function byCdktf(stack: TerraformStack): unknown {
  return TerraformStack.prototype.toTerraform.call(stack);
}

function ownStack(): AccountStack {
  const stack = new AccountStack(Testing.stubVersion(new App()), "own", PROPS);
  const queue = new SqsQueue(stack, "queue", { name: "Orders" });
  new TerraformOutput(new Construct(stack, "inner"), "queue_arn", { value: queue.arn });
  return stack;
}

test(
  `the stacks of ${RUNS} environments are what CDKTF makes of them`,
  () => {
    fc.assert(
      fc.property(environmentFiles, (file) => {
        // Prepare
        const environment = fromLoaded(checkEnvironment(file).environment, "environment");
        const outdir = join(folder, "out");
        const code = fakeCode(join(outdir, "code"));
        const app = buildApp({ name: "test", environment, outdir, bundle: () => code });
        app.synth();
        const stacks = app.node.children.filter(TerraformStack.isStack);

        // Act
        const assembled = stacks.map(assembleJson);

        // Assess
        expect(stacks.length).toBeGreaterThan(1);
        expect(assembled).toStrictEqual(stacks.map(byCdktf));
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
  },
  RUNS * MS_EACH,
);

test("overrides of a stack and of its elements replace, join and take away", () => {
  // Prepare
  const stack = ownStack();
  const queue = stack.node.findChild("queue") as SqsQueue;
  queue.addOverride("tags", { Team: "orders" });
  stack.addOverride("provider.aws", [{ alias: "other" }]);
  stack.addOverride("resource.aws_sqs_queue.queue.name", `Orders-${queue.arn}`);
  stack.addOverride("output.inner_queue_arn.description", undefined);
  stack.addOverride("output.inner_queue_arn.value", undefined);

  // Act
  const json = assembleJson(stack);

  // Assess
  expect(json).toStrictEqual(byCdktf(stack));
  expect(json.provider?.aws).toMatchObject([{ alias: "account" }, { alias: "other" }]);
  expect(json.resource?.aws_sqs_queue?.queue).toMatchObject({
    name: `Orders-\${aws_sqs_queue.queue.arn}`,
    tags: { Team: "orders" },
  });
  expect(json.output).toStrictEqual({ inner_queue_arn: {} });
});

test("a stack inside another one is not part of it", () => {
  // Prepare
  const stack = ownStack();
  const inside = new AccountStack(stack, "inside", PROPS);
  new SqsQueue(inside, "queue-of-inside", { name: "Inside" });

  // Act
  const json = assembleJson(stack);

  // Assess
  expect(json).toStrictEqual(byCdktf(stack));
  expect(Object.keys(json.resource?.aws_sqs_queue ?? {})).toEqual(["queue"]);
});

test("the CDKTF CLI finds the outputs by their paths", () => {
  // Act
  const json = assembleJson(ownStack()) as { readonly "//"?: unknown };

  // Assess
  expect(json["//"]).toMatchObject({
    metadata: { backend: "local", stackName: "own", overrides: { stack: ["terraform"] } },
    outputs: { own: { inner: { queue_arn: "inner_queue_arn" } } },
  });
});
