/**
 * The floors of the house, from the top down: a folder imports only from floors below its own, never from a
 * neighbour on the same floor, and nothing goes round in a circle. docs/architecture.md shows the picture.
 */
const FLOORS = require("./floors.json").map((rooms) => rooms.map(({ folder }) => folder));

/** What a package shows to the rest of the project; everything else of it is its own business. */
const PACKAGE_ENTRIES = ["src/policy-simulator", "build", "harness", "bench"];

/** Matches a file of one of the folders, or the file itself. */
const pathOf = (rooms) => `^(${rooms.map((room) => room.replace(/\.ts$/, "\\.ts")).join("|")})(/|$)`;

/** One rule for each room: everything of ours that is not below it is forbidden, lambda-src above all. */
const floorRules = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `floor-${room.replace(".ts", "")}`,
    comment: `${room} imports only from the floors below it`,
    severity: "error",
    from: { path: pathOf([room]) },
    to: {
      path: pathOf([...FLOORS.flat(), "lambda-src", "examples", "__tests__"]),
      pathNot: pathOf([room, ...FLOORS.slice(floor + 1).flat()]),
    },
  })),
);

module.exports = {
  forbidden: [
    ...floorRules,
    {
      name: "judges-apart",
      comment:
        "what judges stacks or deployed policies shares no code with what makes them, and knows no sandbox",
      severity: "error",
      from: { path: pathOf(["access", "guards"]) },
      to: { path: pathOf(["constructs", "bundling", "sandbox"]) },
    },
    {
      name: "without-environment",
      comment: "guards and the model of the JSON serve any app, so they know nothing of the environment file",
      severity: "error",
      from: { path: pathOf(["guards", "synthesized"]) },
      to: { path: "^config/", pathNot: "^config/(arns|limits)\\.ts$" },
    },
    {
      name: "lambda-src-apart",
      comment: "what runs in Lambda imports nothing of the project outside lambda-src",
      severity: "error",
      from: { path: "^lambda-src/" },
      to: { path: pathOf([...FLOORS.flat(), "examples", "__tests__"]) },
    },
    {
      name: "packages-apart",
      comment: "a package imports nothing of the project outside itself",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: { path: "^(?!node_modules/)", pathNot: "^packages/$1/", dependencyTypesNot: ["core"] },
    },
    {
      name: "package-entries",
      comment: "the project imports a package only through its entries",
      severity: "error",
      from: { pathNot: "^packages/" },
      to: { path: "^packages/", pathNot: `^packages/[^/]+/(${PACKAGE_ENTRIES.join("|")})/index\\.ts$` },
    },
    {
      name: "access-simulator",
      comment:
        "access takes the policy simulator from the packages, and nothing of the emulator or the service",
      severity: "error",
      from: { path: "^access/" },
      to: { path: "^packages/", pathNot: "^packages/[^/]+/src/policy-simulator/index\\.ts$" },
    },
    {
      name: "one-simulator",
      comment: "iam-simulate has one adapter, which knows every condition key",
      severity: "error",
      from: { pathNot: "^packages/[^/]+/src/policy-simulator/" },
      to: { path: "^node_modules/@cloud-copilot/" },
    },
    {
      name: "packages-declare",
      comment: "a package declares in its own package.json whatever it imports",
      severity: "error",
      from: { path: "^packages/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown"] },
    },
    {
      name: "constructs-without-environment",
      comment: "constructs serve any app, so they know nothing of the environment file",
      severity: "error",
      from: { path: pathOf(["constructs"]) },
      to: { path: "^config/", pathNot: "^config/(arns|limits)\\.ts$" },
    },
    {
      name: "no-circles",
      comment: "files that import each other cannot be understood one at a time",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Packages of npm stay in the picture, for the rules about them, but nothing inside them is read.
    exclude: { path: "(cdktf\\.out|packages/stream-mappings/dist)/" },
    tsPreCompilationDeps: true,
    // Without the options of tsconfig.json: with its `paths`, the package `constructs` would be taken for our folder.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      mainFields: ["main", "types"],
      extensions: [".ts", ".js", ".json"],
      conditionNames: ["import", "require", "node"],
    },
  },
};
