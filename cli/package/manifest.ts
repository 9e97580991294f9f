import type rootManifest from "../../package.json";

/** What the package imports at run time. The rest of the project's dependencies serve deployments of the project itself. */
const IMPORTED = ["esbuild", "fflate"] as const;

/**
 * The package.json of dist/. The project's own one would make other teams install the CDKTF CLI, Powertools and more,
 * and a second copy of `constructs`.
 */
export function packageManifest(root: typeof rootManifest): Record<string, unknown> {
  const { name, version, description, license, engines, exports, typesVersions, peerDependencies } = root;
  return {
    name,
    version,
    // As in the project: nothing is published by accident.
    private: true,
    description,
    license,
    engines,
    exports: insideDist(exports),
    typesVersions: insideDist(typesVersions),
    dependencies: Object.fromEntries(IMPORTED.map((module) => [module, root.dependencies[module]])),
    peerDependencies,
  };
}

/** Paths in dist/, as they are from there. */
function insideDist(paths: object): unknown {
  return JSON.parse(JSON.stringify(paths).replaceAll("./dist/", "./"));
}
