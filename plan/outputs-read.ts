import { ownerOfState } from "../synthesized/remote-state";
import type { Stack } from "../synthesized/stack";

/** An output of another stack that a stack reads. */
export interface OutputRead {
  /** Name of the `terraform_remote_state` data source. */
  readonly dataSource: string;
  /** The stack that has the output. */
  readonly owner: Stack;
  readonly output: string;
}

const REFERENCE = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

/** The outputs of other stacks that a stack reads through their states, each once. */
export function outputsRead(stack: Stack, stacks: readonly Stack[]): OutputRead[] {
  const references = JSON.stringify(stack.json).matchAll(REFERENCE);
  const distinct = new Map([...references].map(([text, ...names]) => [text, names]));
  return [...distinct.values()].flatMap(([dataSource = "", output = ""]) => {
    const element = stack.json.data?.terraform_remote_state?.[dataSource];
    const owner = element && ownerOfState(element, stacks);
    return owner ? [{ dataSource, owner, output }] : [];
  });
}
