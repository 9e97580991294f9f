import type { TerraformRemoteState } from "cdktf";
import type { AccountStack } from "./account-stack";
import { readState, type StateLocation, stateExists } from "./state";

/** The value of an output that the other stack's state does not have. */
const NOT_THERE = "";

/** What a stack reads of another one. */
export interface OutputsToRead {
  /** The other stack. */
  readonly stack: AccountStack;
  /** Names of its outputs. */
  readonly outputs: readonly string[];
  readonly location: StateLocation;
}

/**
 * Reads outputs of another stack from its state, and has CDKTF deploy that stack first.
 *
 * CDKTF's automatic references across stacks would work as well, but they go through outputs that have generated names
 * and are marked sensitive.
 * @param id of the data source
 */
export function readOutputs(
  reader: AccountStack,
  id: string,
  { stack, outputs, location }: OutputsToRead,
): TerraformRemoteState {
  const stackName = stack.node.id;
  reader.addDependency(stack);
  const state = readState(reader, id, {
    location,
    stackName,
    defaults: Object.fromEntries(outputs.map((output) => [output, NOT_THERE])),
    neverDeployed: neverDeployed(stackName),
  });
  state.addOverride("lifecycle", {
    ...expectState(stackName, stateExists(location, stackName)),
    ...expectOutputs(stackName, outputs),
  });
  return state;
}

function neverDeployed(stackName: string): string {
  return `The stack ${stackName} was never deployed. Deploy it first: cdktf deploy ${stackName}`;
}

/** Where Terraform can tell, our own error comes instead of its "Unable to find remote state". */
function expectState(stackName: string, exists: string | undefined) {
  if (exists === undefined) return {};
  return { precondition: [{ condition: `\${${exists}}`, error_message: neverDeployed(stackName) }] };
}

/** Nothing is made of outputs that are not there. Destroying goes on: conditions are warnings then. */
function expectOutputs(stackName: string, outputs: readonly string[]) {
  return {
    postcondition: outputs.map((output) => ({
      condition: `\${self.outputs.${output} != "${NOT_THERE}"}`,
      error_message:
        `The stack "${stackName}" has no output "${output}" yet. ` +
        `Deploy it first: cdktf deploy ${stackName}`,
    })),
  };
}
