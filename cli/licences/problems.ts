import type { UserProblem } from "../../errors/user-problem";
import { reasonToUse } from "./allowed";
import type { ThirdPartyPackage } from "./third-party-package";

/** A problem for each package that may not be used. */
export function licenceProblems(packages: readonly ThirdPartyPackage[]): UserProblem[] {
  return packages
    .filter((one) => reasonToUse(one) === undefined)
    .map(({ name, version, licence, isOnlyForDevelopment, place }) => ({
      place,
      cause: `${name} ${version} is under the licence ${JSON.stringify(licence)}${
        isOnlyForDevelopment ? "" : ", and is not only for development"
      }`,
      remedy:
        licence === "none"
          ? "Find out its licence. That of a Python package belongs into sandbox/emulator/licences.json; replace an npm package without one"
          : "Replace the package, or read the licence and add it, or an exception with its reason, to cli/licences/allowed.ts",
    }));
}
