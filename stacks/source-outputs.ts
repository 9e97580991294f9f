import type { SourceConfig } from "../config/schema";
import type { AccountStack } from "./account-stack";
import { readOutputs } from "./read-outputs";
import type { StateLocation } from "./state";

/** Names of the outputs of a source stack that consumers read. */
export const STREAM_ARN_OUTPUT = "stream_arn";
export const KEY_ARN_OUTPUT = "key_arn";

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
  /** ARN of the key that encrypts the stream; absent if AWS owns it, or if it was not asked for. */
  readonly keyArn?: string;
}

/**
 * Reads a source's outputs from its state, and has CDKTF deploy the source first.
 * @param withKey whether the key's ARN is needed, to grant its use
 */
export function readSourceOutputs(
  stack: AccountStack,
  { name, config, stack: sourceStack }: SourceReference,
  location: StateLocation,
  withKey = true,
): SourceOutputs {
  const encrypted = config.encryption.type === "customer-managed" && withKey;
  const outputs = encrypted ? [STREAM_ARN_OUTPUT, KEY_ARN_OUTPUT] : [STREAM_ARN_OUTPUT];
  const state = readOutputs(stack, `source-${name}`, { stack: sourceStack, outputs, location });
  return {
    name,
    streamArn: state.getString(STREAM_ARN_OUTPUT),
    ...(encrypted && { keyArn: state.getString(KEY_ARN_OUTPUT) }),
  };
}
