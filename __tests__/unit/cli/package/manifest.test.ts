import { packageManifest } from "../../../../cli/package/manifest";
import rootManifest from "../../../../package.json";

test("the package has the project's name and version, its own entry points, and few dependencies", () => {
  // Act
  const manifest = packageManifest(rootManifest);

  // Assess
  expect(manifest).toEqual({
    name: rootManifest.name,
    version: rootManifest.version,
    private: true,
    description: rootManifest.description,
    license: "Apache-2.0",
    engines: rootManifest.engines,
    exports: {
      "./constructs": { types: "./constructs/index.d.ts", default: "./constructs/index.js" },
      "./guards": { types: "./guards/index.d.ts", default: "./guards/index.js" },
      "./bundling": { types: "./bundling/index.d.ts", default: "./bundling/index.js" },
      "./package.json": "./package.json",
    },
    typesVersions: {
      "*": {
        constructs: ["./constructs/index.d.ts"],
        guards: ["./guards/index.d.ts"],
        bundling: ["./bundling/index.d.ts"],
      },
    },
    dependencies: {
      esbuild: rootManifest.dependencies.esbuild,
      fflate: rootManifest.dependencies.fflate,
    },
    peerDependencies: rootManifest.peerDependencies,
  });
});
