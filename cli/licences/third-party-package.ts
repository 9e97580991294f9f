/** A package that this project installs and did not write. */
export interface ThirdPartyPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, or whatever the package says; "none" if it says nothing. */
  readonly licence: string;
  /** Whether only tests, tools and the sandbox use it. */
  readonly isOnlyForDevelopment: boolean;
  /** Where it is named, for messages. */
  readonly place: string;
}
