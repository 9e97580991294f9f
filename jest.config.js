// The SDK says in every test file that it will drop Node.js 20 some day.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

// Tests load, synthesize and deploy environments of their own: what a user writes into environments/ breaks none of them.
process.env.ENVIRONMENTS_DIRECTORY ??= `${__dirname}/__tests__/fixtures/environments`;

/** What `npm run test:changes` runs: it mostly waits for the provider, so files run side by side, in accounts of their own. */
const CHANGES = ["sandbox/changes/", "sandbox/deploy-policy"];

/** Unit tests need no server. Sandbox tests run real Terraform against the local AWS, one file at a time. */
const shared = {
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
    "/node_modules/execa/.+\\.js$": "<rootDir>/__tests__/support/es-module-transformer.js",
  },
  transformIgnorePatterns: ["/node_modules/(?!execa/)"],
  // What is a Lambda layer to deployed functions is a folder here.
  moduleNameMapper: { "^cross-account$": "<rootDir>/lambda-src/cross-account/index.ts" },
  // The package that `npm run build` makes has this project's name, and so have the copies that `npm run compat` makes.
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.compat/"],
  restoreMocks: true,
};

/** Tests leave nothing in the temporary folder. */
const temporary = {
  globalSetup: "<rootDir>/__tests__/support/own-temporary-folder.ts",
  globalTeardown: "<rootDir>/__tests__/support/remove-temporary-folder.ts",
};

/** Both include what `temporary` does. */
const sandbox = {
  globalSetup: "<rootDir>/__tests__/sandbox/global-setup.ts",
  globalTeardown: "<rootDir>/__tests__/sandbox/global-teardown.ts",
};

module.exports = {
  // Not an option of a project. Terraform and the emulator take their time on a machine under load.
  testTimeout: 60_000,
  // A worker for each core, and a new one when its memory has grown: on two cores Jest would run all files in one
  // process, which gets slower with each of them.
  maxWorkers: "100%",
  workerIdleMemoryLimit: "800MB",
  projects: [
    {
      ...shared,
      ...temporary,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/unit/**/*.test.ts", "<rootDir>/packages/*/__tests__/**/*.test.ts"],
    },
    {
      ...shared,
      ...temporary,
      displayName: "user",
      testMatch: ["<rootDir>/__tests__/user/**/*.test.ts"],
    },
    {
      ...shared,
      ...temporary,
      displayName: "shipped",
      testMatch: ["<rootDir>/__tests__/shipped/**/*.test.ts"],
    },
    {
      ...shared,
      ...sandbox,
      displayName: "sandbox",
      testMatch: ["<rootDir>/__tests__/sandbox/**/*.test.ts"],
      testPathIgnorePatterns: CHANGES.map((path) => `<rootDir>/__tests__/${path}`),
    },
    {
      ...shared,
      ...sandbox,
      displayName: "changes",
      testMatch: CHANGES.map((path) => `<rootDir>/__tests__/${path}*.test.ts`),
    },
  ],
};
