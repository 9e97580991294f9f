/** The exact versions that the commands here use, so that two runs install the same packages. */

/** The last AWS bindings of CDKTF: AWS provider 6. */
export const LAST_CDKTF_BINDINGS = { version: "21.22.1", provider: "6.25.0" } as const;

/**
 * CDK Terrain, and what it needs.
 *
 * Source: `engines`, `dependencies` and `peerDependencies` of cdktn-cli 0.24.0 and `@cdktn/provider-aws` 25.7.0.
 */
export const CDKTN = {
  /** Of `cdktn` and `cdktn-cli`. */
  library: "0.24.0",
  libraryRange: "^0.24.0",
  /** Of `@cdktn/provider-aws`. */
  bindings: "25.7.0",
  bindingsRange: "^25.7.0",
  /** The AWS provider of these bindings. */
  provider: "6.66.0",
  /** The version that cdktn-cli installs: there must be one copy only. */
  constructs: "10.6.0",
  constructsRange: ">=10.6.0 <10.8.0",
  nodeTypes: "22.20.1",
} as const;

/** The oldest Node.js that cdktn-cli runs on. */
export const NODE_MINIMUM = { major: 22, minor: 19 } as const;

/** Of npm's package `node`, for machines with an older Node.js. */
export const NODE_FROM_NPM = "22.23.3";

/** Whether a version of Node.js, such as `22.23.3`, is new enough for cdktn-cli. */
export function isNodeForCdktn(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > NODE_MINIMUM.major || (major === NODE_MINIMUM.major && minor >= NODE_MINIMUM.minor);
}
