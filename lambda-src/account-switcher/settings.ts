import { type RoleSettings, roleSettings } from "../shared/role-settings";
import type { Variables } from "../shared/settings";

/** How the function works; set by its environment variables. Named like the options of `crossAccountRole`. */
export interface Settings extends RoleSettings {
  /** `TARGET_ROLE_NAME`: the role to assume in each account, with its path if it has one. */
  readonly roleName?: string | undefined;
  /** `AWS_REGION`, which Lambda sets. */
  readonly region: string;
}

/** Reads the settings. An empty variable counts as not set. `crossAccountRole` checks them. */
export function readSettings(variables: Variables): Settings {
  return {
    roleName: variables.TARGET_ROLE_NAME || undefined,
    ...roleSettings(variables),
    region: variables.AWS_REGION ?? "",
  };
}
