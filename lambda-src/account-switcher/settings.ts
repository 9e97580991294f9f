/** How the function works; set by its environment variables. */
export interface Settings {
  /**
   * `TARGET_ROLE_NAME`: the role that is assumed in each account, with its path if it has one.
   * @default external-role
   */
  readonly roleName: string;
  /** `EXTERNAL_ID`: what the role asks for; none if absent. */
  readonly externalId?: string;
  /** `AWS_REGION`, which Lambda sets. */
  readonly region: string;
}

/** Reads the settings. An empty variable counts as none. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  return {
    roleName: variables.TARGET_ROLE_NAME || "external-role",
    ...(variables.EXTERNAL_ID && { externalId: variables.EXTERNAL_ID }),
    region: variables.AWS_REGION || "",
  };
}
