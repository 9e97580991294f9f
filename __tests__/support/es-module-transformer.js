const { buildSync } = require("esbuild");

/** Bundles an ES module, with everything that it imports, into CommonJS: before Node.js 24.9 Jest needs that. */
exports.process = (_source, path) => {
  const options = { bundle: true, platform: "node", format: "cjs", write: false, logLevel: "silent" };
  return { code: buildSync({ ...options, entryPoints: [path] }).outputFiles[0].text };
};
