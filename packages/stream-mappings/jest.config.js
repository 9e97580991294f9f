/** Tests of this package alone; `npm test` of the project runs them, too. */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  restoreMocks: true,
  testTimeout: 60_000,
};
