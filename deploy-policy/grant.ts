/** What Terraform does with a resource; a plan only reads. */
export type Step = "read" | "create" | "update" | "delete";

/** Conditions of a statement: operator → condition key → value. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A permission that Terraform needs: one action on some resources. */
export interface Grant {
  /** Such as `dynamodb:CreateTable`. */
  readonly action: string;
  /** ARNs. A pattern where AWS chooses a part of the ARN, `*` where the action has no resources. */
  readonly resources: readonly string[];
  /** The steps that need it. */
  readonly steps: readonly Step[];
  readonly conditions?: Conditions;
  /** Why the resources are not exact; absent if they are. */
  readonly because?: string;
  /** Stack and address of the resource that it is for, such as `source aws_dynamodb_table.table`; none for state. */
  readonly place?: string;
  /** The page that says that AWS asks for it. Only for what the local AWS never checks. */
  readonly documented?: string;
}

/** Actions without their service, by the steps that need them. */
export type Actions = Readonly<Partial<Record<Step, readonly string[]>>>;

/** What the actions of {@link permit} apply to. */
export interface Target extends Pick<Grant, "conditions" | "because" | "documented"> {
  /** Prefix of the actions, such as `dynamodb`. */
  readonly service: string;
  readonly resources: readonly string[];
}

/** One grant for each action. */
export function permit(target: Target, actions: Actions): Grant[] {
  const { service, ...rest } = target;
  const names = new Set(Object.values(actions).flat());
  return [...names].map((name) => ({
    ...rest,
    action: `${service}:${name}`,
    steps: stepsWith(name, actions),
  }));
}

function stepsWith(name: string, actions: Actions): Step[] {
  return (Object.keys(actions) as Step[]).filter((step) => actions[step]?.includes(name));
}
