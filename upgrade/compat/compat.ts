import { ProgramError } from "../../programs/program-error";
import { reasonToAllow } from "./allowed";
import { copyFor } from "./copy";
import { differencesOf } from "./differences";
import { type NodeProgram, nodeProgram } from "./node-program";
import type { OutputFile } from "./output-file";
import type { JudgedDifference, VariantResult } from "./result";
import type { Run } from "./run";
import { environmentNames, synthesizeAll } from "./synthesis";
import { failureOfTests } from "./unit-tests";
import { countStacks, wrongVersions } from "./used-versions";
import type { Variant, VariantName } from "./variants";

/** What to run. */
export interface Selection {
  /** Variants to judge. The first variant is synthesized in any case: the others are compared with it. */
  readonly names: readonly VariantName[];
  /** Whether the unit tests run, too. */
  readonly tests: boolean;
}

/** The project's sources with the packages of a variant. */
interface Copy {
  readonly variant: Variant;
  readonly folder: string;
  readonly node: NodeProgram;
  readonly run: Run;
}

/** What was synthesized by the variant that the others are compared with. */
interface Reference {
  readonly variant: Variant;
  readonly output: readonly OutputFile[];
}

/**
 * Synthesizes the project's environments on each variant, compares the JSON, and runs the unit tests.
 * @throws ProgramError if packages cannot be installed, or if the first variant cannot be synthesized
 */
export async function compat(
  [first, ...others]: readonly [Variant, ...Variant[]],
  { names, tests }: Selection,
  run: Run,
): Promise<VariantResult[]> {
  const own = await prepare(first, run);
  const reference: Reference = { variant: first, output: await synthesize(own) };
  const results: VariantResult[] = [];
  if (names.includes(first.name))
    results.push(await judge(own, async () => reference.output, reference, tests));
  for (const variant of others.filter(({ name }) => names.includes(name))) {
    const copy = await prepare(variant, run);
    results.push(await judge(copy, () => synthesize(copy), reference, tests));
  }
  return results;
}

async function prepare(variant: Variant, { say, ...rest }: Run): Promise<Copy> {
  const run: Run = { ...rest, say: (line) => say(`${variant.name}: ${line}`) };
  const node = await nodeProgram(run, variant.needsNewerNode);
  return { variant, run, node, folder: await copyFor(variant, run, node) };
}

function synthesize({ folder, run, node }: Copy): Promise<OutputFile[]> {
  run.say(`synthesizing ${environmentNames(folder).join(", ")} …`);
  return synthesizeAll(folder, run, node);
}

async function judge(
  copy: Copy,
  synthesized: () => Promise<readonly OutputFile[]>,
  reference: Reference,
  tests: boolean,
): Promise<VariantResult> {
  const { variant, folder, node, run } = copy;
  const start = Date.now();
  const common = {
    name: variant.name,
    title: variant.title,
    node: node.version,
    environments: environmentNames(folder),
  };
  const seconds = () => (Date.now() - start) / 1000;
  const { output, failure } = await attempt(run, synthesized);
  if (output === undefined) {
    return { ...common, stacks: 0, differences: [], tests: "not run", failure, seconds: seconds() };
  }
  const differences = judged(differencesOf(reference.output, output), reference.variant, variant);
  const failedTests = tests ? await failureOfTests(folder, run, node) : undefined;
  const problem = wrongVersions(output, variant.versions) ?? failedTests;
  return {
    ...common,
    stacks: countStacks(output),
    differences,
    tests: outcome(tests, failedTests),
    ...(problem !== undefined && { failure: problem }),
    seconds: seconds(),
  };
}

function judged(
  differences: ReturnType<typeof differencesOf>,
  before: Variant,
  after: Variant,
): JudgedDifference[] {
  const versions = { before: before.versions, after: after.versions };
  return differences.map((difference) => {
    const allowedBecause = reasonToAllow(difference, versions);
    return { ...difference, ...(allowedBecause !== undefined && { allowedBecause }) };
  });
}

function outcome(ran: boolean, failure: string | undefined): VariantResult["tests"] {
  if (!ran) return "not run";
  return failure === undefined ? "passed" : "failed";
}

/** A variant that cannot be synthesized says so, and the next one gets its turn. */
async function attempt(
  { signal }: Run,
  act: () => Promise<readonly OutputFile[]>,
): Promise<{ output?: readonly OutputFile[]; failure?: string }> {
  try {
    return { output: await act() };
  } catch (error) {
    if (signal.aborted || !(error instanceof ProgramError)) throw error;
    return { failure: error.message };
  }
}
