import type { ElementJson } from "../../synthesized/stack-json";

/**
 * The parts that are read of a plan as `terraform show -json` prints it.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface PlanJson {
  /** `1.2`: a new minor version only adds properties. */
  readonly format_version: string;
  /** Absent before the first deployment. */
  readonly prior_state?: { readonly values?: StateValues };
  readonly resource_changes?: readonly ResourceChange[];
  /** What Terraform found changed or gone since the last apply. */
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
}

/** The values of a state. */
export interface StateValues {
  readonly outputs?: Readonly<Record<string, StateOutput>>;
  readonly root_module?: { readonly resources?: readonly StateResource[] };
}

/** An output as it is deployed. */
export interface StateOutput {
  readonly sensitive: boolean;
  readonly value?: unknown;
}

/** A resource as it is deployed. */
export interface StateResource extends ResourceName {
  readonly values?: ElementJson;
  readonly sensitive_values?: ElementJson;
}

/** What names a resource in its stack. */
export interface ResourceName {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** With `count` or `for_each`. */
  readonly index?: string | number;
}

/** What the plan does to a resource. */
export interface ResourceChange extends ResourceName {
  /** A remainder of an earlier replacement; it is only destroyed. */
  readonly deposed?: string;
  readonly change: Change;
}

/** What Terraform calls the steps of a change. */
export type Step = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** A value before and after. */
export interface Change {
  readonly actions: readonly Step[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** What cannot be changed in place: the ways to the attributes that force a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  /** `true` for what only the apply tells, in the form of `after`. */
  readonly after_unknown?: unknown;
  /** `true` for what must not be shown, in the form of `before`. */
  readonly before_sensitive?: unknown;
  /** The same in the form of `after`. */
  readonly after_sensitive?: unknown;
}
