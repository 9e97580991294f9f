/** An account of the organization. */
export interface Account {
  /** 12 digits. */
  readonly id: string;
  /** ARN of the role that Terraform assumes to deploy into the account. */
  readonly deployRoleArn: string;
}

/** Owns the table. */
export const ORDERS: Account = {
  id: "111111111111",
  deployRoleArn: "arn:aws:iam::111111111111:role/Deploy",
};

/** Owns the function that handles the table's changes. */
export const ANALYTICS: Account = {
  id: "222222222222",
  deployRoleArn: "arn:aws:iam::222222222222:role/Deploy",
};

/** Lambda reads streams of its own region only. */
export const REGION = "eu-central-1";

/** The role that reads the stream. The orders account names it before it exists. */
export const HANDLER_ROLE = "OrderEventsHandler";
