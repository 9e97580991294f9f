import { manifestOnCdktn } from "../../../../upgrade/cdktn/manifest";

test("packages, ranges, Node.js and scripts of a package.json", () => {
  // Prepare
  const manifest = {
    name: "cdktf-project",
    engines: { node: ">=20.19.0" },
    scripts: { synth: "cdktf synth", check: "tsc" },
    dependencies: {
      "@cdktf/node-pty-prebuilt-multiarch": "npm:@lydell/node-pty@1.1.0",
      "@cdktf/provider-aws": "20.1.0",
      cdktf: "0.21.0",
      "cdktf-cli": "0.21.0",
      constructs: "10.4.2",
      zod: "4.6.7",
    },
    peerDependencies: { "@cdktf/provider-aws": "^20.1.0", cdktf: "^0.21.0", constructs: "^10.4.2" },
    devDependencies: { "@types/node": "20.19.43", jest: "30.5.2" },
  };

  // Act
  const upgraded = manifestOnCdktn(manifest);

  // Assess: JSON, because the order of keys counts, too
  expect(JSON.stringify(upgraded)).toBe(
    JSON.stringify({
      name: "cdktf-project",
      engines: { node: ">=22.19.0" },
      scripts: { synth: "cdktn synth", check: "tsc" },
      dependencies: {
        "@cdktf/node-pty-prebuilt-multiarch": "npm:@lydell/node-pty@1.1.0",
        "@cdktn/provider-aws": "25.7.0",
        cdktn: "0.24.0",
        "cdktn-cli": "0.24.0",
        constructs: "10.6.0",
        zod: "4.6.7",
      },
      peerDependencies: {
        "@cdktn/provider-aws": "^25.7.0",
        cdktn: "^0.24.0",
        constructs: ">=10.6.0 <10.8.0",
      },
      devDependencies: { "@types/node": "22.20.1", jest: "30.5.2" },
    }),
  );
});

test("a newer Node.js stays, and so does that of a package without CDKTF", () => {
  // Prepare
  const newer = {
    engines: { node: ">=24" },
    dependencies: { cdktn: "0.24.0" },
    devDependencies: { "@types/node": "24.1.0" },
  };
  const without = { engines: { node: ">=20.19.0" }, devDependencies: { jest: "30.5.2" } };

  // Act and assess
  expect(manifestOnCdktn(newer)).toEqual(newer);
  expect(manifestOnCdktn(without)).toEqual(without);
});
