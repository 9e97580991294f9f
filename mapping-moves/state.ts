import { randomUUID } from "node:crypto";

/** A resource of a state in Terraform's format 4. */
export interface StateResource {
  readonly mode: string;
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly instances?: readonly Readonly<Record<string, unknown>>[];
}

/** A whole state in Terraform's format 4. What is not named here is kept as it is. */
export interface State {
  readonly version: number;
  readonly terraform_version: string;
  readonly serial: number;
  readonly lineage: string;
  readonly outputs: Readonly<Record<string, { readonly value: unknown; readonly type: unknown }>>;
  readonly resources: readonly StateResource[];
}

/** A state for a stack that has none yet. @param like a state that the same program wrote */
export function newState({ version, terraform_version }: State): State {
  return { version, terraform_version, serial: 0, lineage: randomUUID(), outputs: {}, resources: [] };
}

/** A resource's address in the configuration. */
export function addressOf({ type, name }: Pick<StateResource, "type" | "name">): string {
  return `${type}.${name}`;
}

/** ID of a resource in AWS; undefined if the state holds none. */
export function idOf({ instances = [] }: StateResource): unknown {
  const { attributes } = (instances[0] ?? {}) as { readonly attributes?: { readonly id?: unknown } };
  return attributes?.id;
}
