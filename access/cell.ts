/** The decision on one action of one principal on one resource, and the expected one. */
export interface Cell {
  readonly principal: string;
  readonly resource: string;
  /** Heading of the column. */
  readonly action: string;
  readonly decision: "allow" | "deny";
  readonly expected: "allow" | "deny";
  /** Which statements made the decision, or where one is missing. */
  readonly because: string;
  /** Whether the principal's own policies allow everything. @default false */
  readonly administrator?: boolean;
  /** Whether the principal, the resource or the resource's policy is made up. @default false */
  readonly hypothetical?: boolean;
}
