import type { SourceConfig } from "../config/schema";
import type { AccountStack } from "./account-stack";
import { readState, type StateLocation, stateExists } from "./state";

/** Names of the outputs of a source stack that consumers read. */
export const STREAM_ARN_OUTPUT = "stream_arn";
export const KEY_ARN_OUTPUT = "key_arn";

/** The value of an output that the source's state does not have. */
const NOT_THERE = "";

/** A source stack that a consumer reads. */
export interface SourceReference {
  /** The source's key in the environment file. */
  readonly name: string;
  readonly config: SourceConfig;
  readonly stack: AccountStack;
}

/** The outputs of a source that a consumer reads. */
export interface SourceOutputs {
  readonly name: string;
  readonly streamArn: string;
  /** ARN of the key that encrypts the stream; absent if AWS owns it. */
  readonly keyArn?: string;
}

/**
 * Reads a source's outputs from its state, and has CDKTF deploy the source first.
 *
 * CDKTF's automatic references across stacks would work as well, but they go through outputs that have generated names
 * and are marked sensitive.
 */
export function readSourceOutputs(
  stack: AccountStack,
  source: SourceReference,
  location: StateLocation,
): SourceOutputs {
  const { name, config } = source;
  const sourceStack = source.stack.node.id;
  stack.addDependency(source.stack);
  const encrypted = config.encryption.type === "customer-managed";
  const outputs = encrypted ? [STREAM_ARN_OUTPUT, KEY_ARN_OUTPUT] : [STREAM_ARN_OUTPUT];
  const defaults = Object.fromEntries(outputs.map((output) => [output, NOT_THERE]));
  const state = readState(stack, `source-${name}`, {
    location,
    stackName: sourceStack,
    defaults,
    neverDeployed: neverDeployed(sourceStack),
  });
  state.addOverride("lifecycle", {
    ...expectState(sourceStack, stateExists(location, sourceStack)),
    ...expectOutputs(sourceStack, outputs),
  });
  return {
    name,
    streamArn: state.getString(STREAM_ARN_OUTPUT),
    ...(encrypted && { keyArn: state.getString(KEY_ARN_OUTPUT) }),
  };
}

function neverDeployed(sourceStack: string): string {
  return `The stack ${sourceStack} was never deployed. Deploy it first: cdktf deploy ${sourceStack}`;
}

/** Where Terraform can tell, our own error comes instead of its "Unable to find remote state". */
function expectState(sourceStack: string, exists: string | undefined) {
  if (exists === undefined) return {};
  return { precondition: [{ condition: `\${${exists}}`, error_message: neverDeployed(sourceStack) }] };
}

/** Nothing is made of outputs that are not there. Destroying goes on: conditions are warnings then. */
function expectOutputs(sourceStack: string, outputs: readonly string[]) {
  return {
    postcondition: outputs.map((output) => ({
      condition: `\${self.outputs.${output} != "${NOT_THERE}"}`,
      error_message:
        `The stack "${sourceStack}" has no output "${output}" yet. ` +
        `Deploy it first: cdktf deploy ${sourceStack}`,
    })),
  };
}
