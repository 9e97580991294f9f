import type { ThirdPartyPackage } from "./third-party-package";

/** Licences that allow any use with no more than a notice, as SPDX names them, and how two old packages put it. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "PSF-2.0",
  "Public Domain",
  "Unlicense",
]);

/** A licence that is not permissive, and what makes it acceptable for some packages. */
interface Exception {
  readonly licence: string;
  /** Names of the packages. */
  readonly packages: RegExp;
  /** Whether the packages may only be development dependencies. */
  readonly onlyForDevelopment: boolean;
  readonly reason: string;
}

const EXCEPTIONS: readonly Exception[] = [
  {
    licence: "MPL-2.0",
    packages: /^(@cdk(tf|tn)\/|cdk(tf|tn)(-cli)?$)/,
    onlyForDevelopment: false,
    reason: "CDK for Terraform or CDK Terrain, used as it is; no deployed function contains it",
  },
  {
    licence: "MPL-2.0",
    packages: /^axe-core$/,
    onlyForDevelopment: true,
    reason: "checks of the console's page for accessibility, used as it is; only tests load it",
  },
  {
    licence: "AGPL-3.0-or-later",
    packages: /^@cloud-copilot\/iam-/,
    onlyForDevelopment: true,
    reason: "the policy simulator of the sandbox and of npm run access; no deployed function contains it",
  },
  {
    licence: "CC-BY-4.0",
    packages: /^caniuse-lite$/,
    onlyForDevelopment: true,
    reason: "a table of browsers that a development tool reads",
  },
];

/** Why a package may be used: "permissive", or the reason of an exception; undefined if it may not. */
export function reasonToUse({ name, licence, isOnlyForDevelopment }: ThirdPartyPackage): string | undefined {
  if (isPermissive(licence)) return "permissive";
  return EXCEPTIONS.find(
    (exception) =>
      exception.licence === licence &&
      exception.packages.test(name) &&
      (isOnlyForDevelopment || !exception.onlyForDevelopment),
  )?.reason;
}

/** Whether an SPDX expression allows a choice of permissive licences alone. One with nested brackets is not understood. */
export function isPermissive(expression: string): boolean {
  const choices = expression.replace(/^\((.*)\)$/, "$1").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((licence) => PERMISSIVE.has(licence.trim())));
}
