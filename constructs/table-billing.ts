/** The two kinds of capacity of a table. */
export type CapacityKind = "read" | "write";

/** How far one kind of capacity scales. The least is the capacity that the table states. */
export interface CapacityScaling {
  /** The most that the table scales to, in capacity units. */
  readonly max: number;
  /**
   * The share of the capacity that requests should use: 20 to 90 percent (DynamoDB Developer Guide).
   * @default 70
   */
  readonly targetUtilization?: number;
}

/**
 * Autoscaling of a table's provisioned capacity. Global secondary indexes keep the capacity that they state: Terraform can
 * ignore the capacity of a table, but not that of one index.
 */
export interface Autoscaling {
  /** @default the capacity for reads stays */
  readonly read?: CapacityScaling | undefined;
  /** @default the capacity for writes stays */
  readonly write?: CapacityScaling | undefined;
}

/** How a table's capacity is paid for. Units are DynamoDB's read and write capacity units. */
export type TableBilling =
  | { readonly mode: "PAY_PER_REQUEST" }
  | {
      readonly mode: "PROVISIONED";
      /** With autoscaling, where it starts and the least that it scales to. */
      readonly readCapacity: number;
      /** With autoscaling, where it starts and the least that it scales to. */
      readonly writeCapacity: number;
      /** @default the table keeps its capacity */
      readonly autoscaling?: Autoscaling | undefined;
    };

/** The kinds of capacity that scale. */
export function scaledKinds(billing: TableBilling): CapacityKind[] {
  const { read, write } = (billing.mode === "PROVISIONED" && billing.autoscaling) || {};
  return [...(read ? ["read" as const] : []), ...(write ? ["write" as const] : [])];
}
