/**
 * Compiles TypeScript files when they are loaded, for `cdktf synth` and the commands that people wait for. ts-node would
 * load all of TypeScript first, only to read tsconfig.json: a fifth of the time that a synthesis takes, and 40 MB. What was
 * compiled is kept in node_modules/.cache, by a hash of the source: a quarter of a second of each start.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");
const { install } = require("@cspotcode/source-map-support");
const { version } = require("@swc/core/package.json");

// From Node.js 22.1 on: V8's own code, for packages as well.
Module.enableCompileCache?.(join(__dirname, "node_modules/.cache/v8"));

const OPTIONS = {
  swcrc: false,
  configFile: false,
  sourceMaps: true,
  // A package is loaded when something of it is used: an environment needs a part of the bindings, which are large.
  module: { type: "commonjs", importInterop: "node", ignoreDynamic: true, lazy: true },
  jsc: { target: "es2022", parser: { syntax: "typescript" } },
};

const CACHE = join(__dirname, "node_modules/.cache/typescript");
const COMPILER = `${version} ${JSON.stringify(OPTIONS)}`;

/**
 * The source map of each file, by the file's path. Apart from the code, because they are twice as long, and only a stack
 * trace needs them.
 */
const maps = new Map();

require.extensions[".ts"] = (module, filename) => {
  module._compile(compile(readFileSync(filename, "utf8"), filename), filename);
};

function compile(source, filename) {
  const hash = createHash("sha256").update(`${COMPILER}\n${filename}\n${source}`).digest("hex");
  const kept = join(CACHE, `${hash}.js`);
  const keptMap = `${kept}.map`;
  maps.set(filename, () => readFileSync(keptMap, "utf8"));
  try {
    return readFileSync(kept, "utf8");
  } catch {
    // Loaded only now: mostly, everything is in the cache.
    const { code, map } = require("@swc/core").transformSync(source, { ...OPTIONS, filename });
    maps.set(filename, () => map);
    // The code last: what has code has a map.
    keep(keptMap, map);
    keep(kept, code);
    return code;
  }
}

/** Renamed when it is whole, because several commands may run at once. A folder that cannot be written to has no cache. */
function keep(file, code) {
  try {
    mkdirSync(CACHE, { recursive: true });
    const own = `${file}.${process.pid}`;
    writeFileSync(own, code);
    renameSync(own, file);
  } catch {}
}

install({ environment: "node", retrieveSourceMap, redirectConflictingLibrary: false });

/** Null for other files, and for a map that was deleted: the stack trace then names lines of what was compiled. */
function retrieveSourceMap(path) {
  try {
    const map = maps.get(path)?.();
    return map ? { url: path, map } : null;
  } catch {
    return null;
  }
}

/**
 * What packages load at each start although no command here uses it: a tenth of the time until a command begins. It is
 * loaded once something of it is used. Of CDKTF, archiver (250 files): only a process of its own calls it, which makes
 * archives of assets (lib/private/fs.js of 0.21; CDK Terrain has none). Of Zod, its messages in 45 languages but English.
 */
loadWhenUsed("cdktf", "archiver");
loadWhenUsed("zod", "./v4/locales/index.cjs");

function loadWhenUsed(library, name) {
  const path = pathFrom(library, name);
  if (path === undefined) return;
  let loaded;
  const used = () => {
    if (loaded === undefined) {
      delete require.cache[path];
      loaded = require(path);
    }
    return loaded;
  };
  const stand = new Module(path);
  stand.loaded = true;
  stand.exports = new Proxy(() => undefined, {
    apply: (_, self, args) => Reflect.apply(used(), self, args),
    get: (_, key) => key === "__esModule" || used()[key],
  });
  require.cache[path] = stand;
}

/** The path of what a library requires; undefined if there is no such library, or it has no such file. */
function pathFrom(library, name) {
  try {
    return Module.createRequire(require.resolve(library)).resolve(name);
  } catch {
    return undefined;
  }
}
