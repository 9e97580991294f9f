import { ownerOfState } from "../../synthesized/remote-state";
import type { Stack } from "../../synthesized/stack";
import type { ReviewedStack } from "../plan/reviewed-stack";

/** An output of another stack, whose value was not final when the stack that reads it was planned. */
export interface ChangingOutput {
  /** Name of the data source that reads the other stack's state. */
  readonly state: string;
  readonly output: string;
  /** Name of the other stack. */
  readonly owner: string;
  /** Whether the value was made up, because the other stack is not deployed. */
  readonly sample: boolean;
}

/** An expression that reads an output of another stack. */
const READ = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

/** The outputs that a stack reads and that will have other values once the other stacks are deployed. */
export function changingOutputs(
  { planned, configuration }: ReviewedStack,
  reviewed: readonly ReviewedStack[],
): ChangingOutput[] {
  const states = configuration.data?.terraform_remote_state ?? {};
  const stacks = reviewed.map(asStack);
  return readOutputs(configuration.resource).flatMap(({ state, output }) => {
    const data = states[state];
    const owner = data && ownerOfState(data, stacks)?.name;
    const plan = reviewed.find((one) => one.planned.name === owner)?.plan;
    if (owner === undefined) return [];
    const sample = planned.sampleOutputsOf.includes(owner);
    const steps = plan?.output_changes?.[output]?.actions ?? ["no-op"];
    return sample || !steps.includes("no-op") ? [{ state, output, owner, sample }] : [];
  });
}

/** Whether a value refers to one of the outputs. */
export function refersToOne(value: unknown, outputs: readonly ChangingOutput[]): boolean {
  if (outputs.length === 0) return false;
  return readOutputs(value).some((read) =>
    outputs.some(({ state, output }) => state === read.state && output === read.output),
  );
}

/** The outputs that expressions in a value read, each once. */
function readOutputs(value: unknown): { state: string; output: string }[] {
  const found = [...(JSON.stringify(value) ?? "").matchAll(READ)];
  const distinct = new Map(found.map(([text, state = "", output = ""]) => [text, { state, output }]));
  return [...distinct.values()];
}

function asStack({ planned: { name, accountId, region }, configuration: json }: ReviewedStack): Stack {
  return { name, accountId, region, json };
}
