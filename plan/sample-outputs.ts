import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackInFolder } from "../synthesized/read-stacks";
import { substitute } from "../synthesized/references";
import type { Stack } from "../synthesized/stack";
import type { ElementJson } from "../synthesized/stack-json";
import type { OutputRead } from "./outputs-read";
import type { StateSummary } from "./terraform";

/** Below the copy of a stack's folder. */
const SAMPLE_FOLDER = "sample-outputs";

/**
 * Calls an action with a copy of a stack's folder, in which the missing outputs of other stacks are made up: values of
 * the form that they will have. Outputs that are there keep their values. The copy is gone afterwards.
 * @param missing outputs that the states of other stacks do not have
 * @param states of all stacks, by name
 */
export async function withSampleOutputs<T>(
  stack: StackInFolder,
  missing: readonly OutputRead[],
  stacks: readonly Stack[],
  states: ReadonlyMap<string, StateSummary | null>,
  action: (folder: string) => Promise<T>,
): Promise<T> {
  // Beside the original, so that paths which lead out of the folder, such as that of a local state, stay right.
  const copy = mkdtempSync(`${stack.folder}-planned-`);
  try {
    cpSync(stack.folder, copy, { recursive: true, filter: (path) => !path.endsWith("/.terraform") });
    mkdirSync(join(copy, SAMPLE_FOLDER));
    const owners = new Map(missing.map(({ dataSource, owner }) => [dataSource, owner]));
    for (const owner of new Set(owners.values())) {
      writeState(copy, owner, { ...samplesOf(owner, stacks), ...states.get(owner.name)?.outputs });
    }
    writeFileSync(join(copy, "cdk.tf.json"), JSON.stringify(withLocalStates(stack, owners)));
    return await action(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Reads the made-up states instead of the real ones, without the conditions that refuse a state that is not there. */
function withLocalStates({ json }: Stack, owners: ReadonlyMap<string, Stack>) {
  const read = json.data?.terraform_remote_state ?? {};
  const states = Object.entries(read).map(([name, element]): [string, ElementJson] => {
    const owner = owners.get(name);
    if (!owner) return [name, element];
    return [name, { backend: "local", config: { path: `${SAMPLE_FOLDER}/${owner.name}.tfstate` } }];
  });
  return { ...json, data: { ...json.data, terraform_remote_state: Object.fromEntries(states) } };
}

/** A value of the right form for each output that is a text. */
function samplesOf(owner: Stack, stacks: readonly Stack[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(owner.json.output ?? {}).flatMap(([name, { value }]) =>
      typeof value === "string" ? [[name, substitute(value, owner, stacks)]] : [],
    ),
  );
}

/** A state in Terraform's format that holds nothing but outputs. */
function writeState(folder: string, owner: Stack, values: Readonly<Record<string, unknown>>): void {
  const texts = Object.entries(values).filter(([, value]) => typeof value === "string");
  const outputs = texts.map(([name, value]) => [name, { value, type: "string" }]);
  const state = {
    version: 4,
    terraform_version: "1.5.0",
    serial: 1,
    lineage: "sample-outputs",
    outputs: Object.fromEntries(outputs),
    resources: [],
  };
  writeFileSync(join(folder, SAMPLE_FOLDER, `${owner.name}.tfstate`), JSON.stringify(state));
}
