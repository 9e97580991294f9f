import type { AssumedRole } from "../../accounts/account-session";
import type { ConsumerConfig } from "../../config/schema";

/**
 * The role in which an operator works in a consumer's account.
 * @param roleName the one that the operator names; undefined: none
 * @returns undefined for the account's deploy role
 */
export function operatorOf(_consumer: ConsumerConfig, roleName: string | undefined): AssumedRole | undefined {
  return roleName === undefined ? undefined : { roleName };
}
