import { installedVersions } from "../../../../upgrade/compat/installed-versions";
import { VARIANT_NAMES, variantsOf } from "../../../../upgrade/compat/variants";
import { isNodeForCdktn } from "../../../../upgrade/versions";

const MANIFEST = {
  name: "app",
  dependencies: {
    "@cdktf/provider-aws": "20.1.0",
    cdktf: "0.21.0",
    "cdktf-cli": "0.21.0",
    constructs: "10.4.2",
    zod: "4.6.7",
  },
  peerDependencies: { cdktf: "^0.21.0" },
  devDependencies: { jest: "30.5.2" },
};

const variants = variantsOf({ library: "0.21.0", provider: "5.100.0" });

const manifestOf = (name: string) => variants.find((variant) => variant.name === name)?.manifest?.(MANIFEST);

test("the first variant is what the project has installed", () => {
  expect(variants.map(({ name }) => name)).toEqual([...VARIANT_NAMES]);
  expect(variants[0].manifest).toBeUndefined();
  expect(variants[0].versions).toEqual({ library: "0.21.0", provider: "5.100.0" });
});

test("CDKTF with provider 6 differs in the bindings alone", () => {
  expect(manifestOf("cdktf-provider-6")).toEqual({
    name: "app",
    dependencies: {
      "@cdktf/provider-aws": "21.22.1",
      cdktf: "0.21.0",
      constructs: "10.4.2",
      zod: "4.6.7",
    },
    devDependencies: { jest: "30.5.2" },
  });
});

test("on CDK Terrain, the sources find it under the names of CDKTF", () => {
  expect(manifestOf("cdktn")).toEqual({
    name: "app",
    dependencies: {
      "@cdktf/provider-aws": "npm:@cdktn/provider-aws@25.7.0",
      cdktf: "file:./cdktf-is-cdktn",
      cdktn: "0.24.0",
      constructs: "10.6.0",
      zod: "4.6.7",
    },
    devDependencies: { jest: "30.5.2" },
  });
  expect(variants[2]?.files).toEqual({
    "cdktf-is-cdktn/package.json":
      '{"name":"cdktf","version":"0.24.0","main":"index.js","types":"index.d.ts"}\n',
    "cdktf-is-cdktn/index.js": 'module.exports = require("cdktn");\n',
    "cdktf-is-cdktn/index.d.ts": 'export * from "cdktn";\n',
  });
});

test("a project without its packages has nothing to compare with", () => {
  expect(() => installedVersions("/nowhere")).toThrow(
    "cdktf is not installed, so there is nothing to compare with.\nRun `npm ci`, then run the command again.",
  );
});

test.each([
  ["20.20.2", false],
  ["22.18.0", false],
  ["22.19.0", true],
  ["24.0.0", true],
])("Node.js %s is new enough for CDK Terrain: %p", (version, expected) => {
  expect(isNodeForCdktn(version)).toBe(expected);
});
