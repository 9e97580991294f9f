/** One resource, data source, output or block of settings, as it stands in a stack's JSON. */
export type ElementJson = Readonly<Record<string, unknown>>;

/** Type → name → element. */
export type ElementsJson = Readonly<Record<string, Readonly<Record<string, ElementJson>>>>;

/** The parts of a stack's Terraform JSON that this project reads. */
export interface StackJson {
  readonly resource?: ElementsJson;
  readonly data?: ElementsJson;
  readonly output?: Readonly<Record<string, ElementJson>>;
  readonly provider?: { readonly aws?: readonly ElementJson[] };
  readonly terraform?: TerraformJson;
}

/** Settings of Terraform itself. The state is kept in a backend or, with Terraform Cloud, in `cloud`. */
export interface TerraformJson {
  readonly backend?: Readonly<Record<string, ElementJson>>;
  readonly cloud?: ElementJson;
  readonly required_providers?: Readonly<Record<string, unknown>>;
}
