#!/usr/bin/env node
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const program = join(__dirname, "..", "dist", "dynamodb-stream-mappings.js");
if (existsSync(program)) {
  require(program);
} else {
  process.stderr.write("The program is not built yet: run `npm run build` in the package's folder.\n");
  process.exitCode = 1;
}
