/** Settings of an element, with the field names of Terraform's JSON. What is undefined must not be there. */
export type Settings = Readonly<Record<string, unknown>>;

/** What the environment file implies for one stack: nothing else may be in it. */
export interface StackInventory {
  /** Name of the stack. */
  readonly name: string;
  /** The settings of each resource and data source that matter, by address. */
  readonly elements: Readonly<Record<string, Settings>>;
  /** What the stack takes over that is there already. @default nothing */
  readonly imports?: readonly Settings[] | undefined;
  /** What the stack forgets without destroying it. @default nothing */
  readonly removed?: readonly Settings[] | undefined;
  /** Values of the outputs, by name. */
  readonly outputs: Settings;
  /** The one AWS provider. */
  readonly provider: Settings;
  /** The blocks of `terraform` that say where the state is: `backend` or `cloud`. */
  readonly state: Settings;
}

/** A statement that a policy is expected to have. IDs of statements grant nothing and are not compared. */
export interface ExpectedStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
