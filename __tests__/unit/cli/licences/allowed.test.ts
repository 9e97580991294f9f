import { isPermissive, reasonToUse } from "../../../../cli/licences/allowed";
import { licenceProblems } from "../../../../cli/licences/problems";
import type { ThirdPartyPackage } from "../../../../cli/licences/third-party-package";

const packageWith = (properties: Partial<ThirdPartyPackage>): ThirdPartyPackage => ({
  name: "left-pad",
  version: "1.0.0",
  licence: "MIT",
  isOnlyForDevelopment: false,
  place: "node_modules/left-pad",
  ...properties,
});

test.each(["MIT", "(MIT OR GPL-3.0-or-later)", "Apache-2.0 AND MIT", "MIT OR Apache-2.0", "Public Domain"])(
  "%p is permissive",
  (licence) => expect(isPermissive(licence)).toBe(true),
);

test.each([
  "GPL-3.0-or-later",
  "MIT AND GPL-2.0-only",
  "none",
  "",
  "SEE LICENSE IN x",
  "((MIT) OR (ISC))",
  "mit",
])("%p is not", (licence) => expect(isPermissive(licence)).toBe(false));

test.each<[string, Partial<ThirdPartyPackage>, boolean]>([
  ["CDKTF under MPL-2.0", { name: "cdktf", licence: "MPL-2.0" }, true],
  ["the CLI of CDK Terrain under MPL-2.0", { name: "cdktn-cli", licence: "MPL-2.0" }, true],
  ["the bindings of CDK Terrain under MPL-2.0", { name: "@cdktn/provider-aws", licence: "MPL-2.0" }, true],
  [
    "axe under MPL-2.0, for development",
    { name: "axe-core", licence: "MPL-2.0", isOnlyForDevelopment: true },
    true,
  ],
  ["axe, not only for development", { name: "axe-core", licence: "MPL-2.0" }, false],
  ["another package under MPL-2.0", { name: "cdktf-x", licence: "MPL-2.0" }, false],
  [
    "the simulator, for development",
    { name: "@cloud-copilot/iam-simulate", licence: "AGPL-3.0-or-later", isOnlyForDevelopment: true },
    true,
  ],
  [
    "the simulator, not only for development",
    { name: "@cloud-copilot/iam-simulate", licence: "AGPL-3.0-or-later" },
    false,
  ],
])("%s: whether it may be used", (_, properties, expected) => {
  expect(reasonToUse(packageWith(properties)) !== undefined).toBe(expected);
});

test("a problem names package, licence, place and remedy", () => {
  // Act
  const problems = licenceProblems([
    packageWith({}),
    packageWith({ licence: "SSPL-1.0" }),
    packageWith({ name: "old", licence: "none", isOnlyForDevelopment: true, place: "requirements.txt" }),
  ]);
  // Assess
  expect(problems).toEqual([
    {
      place: "node_modules/left-pad",
      cause: 'left-pad 1.0.0 is under the licence "SSPL-1.0", and is not only for development',
      remedy:
        "Replace the package, or read the licence and add it, or an exception with its reason, to cli/licences/allowed.ts",
    },
    {
      place: "requirements.txt",
      cause: 'old 1.0.0 is under the licence "none"',
      remedy:
        "Find out its licence. That of a Python package belongs into sandbox/emulator/licences.json; replace an npm package without one",
    },
  ]);
});
