import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type PlanManifest, readManifest } from "../../../plan/manifest";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { OwnPipeline } from "../support/own-pipeline";
import { OwnPlans } from "../support/own-plans";

const FOLDER = "plan-and-apply";

const pipeline = new OwnPipeline(FOLDER);
const plans = new OwnPlans(FOLDER);

/** What a manifest says of each stack. */
function told({ stacks }: PlanManifest) {
  return stacks.map(({ name, changes, sampleOutputsOf, state }) => ({
    name,
    changes,
    sampleOutputsOf,
    deployed: state !== null,
  }));
}

beforeAll(async () => {
  await pipeline.open();
  pipeline.synthesize();
}, APPLY_TIMEOUT_MS);

afterAll(() => pipeline.destroy(), APPLY_TIMEOUT_MS);

test(
  "a consumer without a source is planned with sample outputs, and not applied",
  async () => {
    // Act
    const planned = await plans.make("first");
    const applied = await plans.apply("first");

    // Assess
    expect(told(planned)).toEqual([
      { name: "source", changes: true, sampleOutputsOf: [], deployed: false },
      { name: "consumer", changes: true, sampleOutputsOf: ["source"], deployed: false },
    ]);
    expect(applied).toEqual({
      applied: ["source"],
      unchanged: [],
      planAgain: [{ stack: "consumer", because: "it was planned before source was deployed" }],
    });
  },
  APPLY_TIMEOUT_MS,
);

test(
  "planned again, the consumer is applied, and nothing is left to do",
  async () => {
    // Act
    await plans.make("second");
    const applied = await plans.apply("second");
    const left = await plans.make("third");
    await pipeline.put(["applied"]);
    await pipeline.arrived(["applied"]);

    // Assess
    expect(applied).toEqual({ applied: ["consumer"], unchanged: ["source"], planAgain: [] });
    expect(told(left)).toEqual([
      { name: "source", changes: false, sampleOutputsOf: [], deployed: true },
      { name: "consumer", changes: false, sampleOutputsOf: [], deployed: true },
    ]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "plans are applied once: the second time they are stale",
  async () => {
    // Act
    const act = plans.apply("second");

    // Assess
    await expect(act).rejects.toThrow(
      /^The plans are stale: plan again\. Nothing was applied\.\n {2}consumer: the state was empty and is at serial \d+: the stack was deployed since\.$/,
    );
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a plan that was exchanged, or whose configuration changed since, is not applied",
  async () => {
    // Prepare
    pipeline.synthesize({ function: { memorySize: 256 } });
    await plans.make("exchanged");
    appendFileSync(join(plans.of("exchanged"), "consumer", "tfplan"), "x");
    pipeline.synthesize({ function: { memorySize: 512 } });

    // Act
    const act = plans.apply("exchanged");

    // Assess
    await expect(act).rejects.toThrow(
      "The plans are stale: plan again. Nothing was applied.\n" +
        "  consumer: consumer/tfplan is not the file that was planned.\n" +
        "  consumer: the configuration or the code changed.",
    );
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a stack that cannot be planned is named, and leaves no plans behind",
  async () => {
    // Prepare
    pipeline.synthesize({ source: { streamViewType: "NEW_IMAGE" } });

    // Act
    const act = plans.make("refused");

    // Assess
    await expect(act).rejects.toThrow(/^Not every stack could be planned:\n {2}source: `terraform plan/);
    expect(() => readManifest(plans.of("refused"))).toThrow("there are no plans here");
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a consumer whose source gets another stream is planned again after the source was applied",
  async () => {
    // Prepare
    const { stream_arn: arn } = await pipeline.project.outputs("source");
    const replaceStream = String(arn).split("/stream/")[1];
    pipeline.synthesize({ source: { streamViewType: "NEW_IMAGE", replaceStream } });
    await plans.make("view");

    // Act
    const applied = await plans.apply("view");
    await plans.make("view again");
    const rest = await plans.apply("view again");
    await pipeline.put(["new stream"]);
    await pipeline.arrived(["new stream"]);

    // Assess
    expect([applied, rest]).toEqual([
      {
        applied: ["source"],
        unchanged: [],
        planAgain: [
          { stack: "consumer", because: "the output stream_arn of source changed with its deployment" },
        ],
      },
      { applied: ["consumer"], unchanged: ["source"], planAgain: [] },
    ]);
    expect(readdirSync(join(plans.synthesized, "stacks")).sort()).toEqual(["consumer", "source"]);
  },
  APPLY_TIMEOUT_MS,
);
