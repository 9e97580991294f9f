import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PACKAGE_ROOT } from "./paths";

/** A package of which the program contains code. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** Text of its licence file; empty when it has none. */
  readonly text: string;
}

/** Licences under which the program may be built; anything else fails the build, to be looked at. */
const KNOWN = ["AGPL-3.0-or-later", "Apache-2.0", "MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC"];

/**
 * The packages that went into the program.
 * @param inputs paths of all bundled files, as esbuild's metafile names them
 * @throws Error when a package has a licence that is not one of those known
 */
export function bundledPackages(inputs: readonly string[]): BundledPackage[] {
  const folders = inputs.flatMap(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  const packages = [...new Set(folders)].map((folder) => describe(resolve(PACKAGE_ROOT, folder)));
  const unknown = packages.filter(({ license }) => !KNOWN.includes(license));
  if (unknown.length === 0) return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = unknown.map(({ name, license }) => `${name} (${license})`).join(", ");
  throw new Error(`The program would contain ${names}. Read the licence, then add it to build/licences.ts.`);
}

/** The file that goes with the program. */
export function notices(packages: readonly BundledPackage[]): string {
  const agpl = packages.filter(({ license }) => license.startsWith("AGPL")).map(({ name }) => name);
  const head = [
    "dynamodb-stream-mappings.js contains the packages listed below.",
    `As it contains ${agpl.join(", ")}, the file as a whole is under AGPL-3.0-or-later.`,
    "The package's own sources, in src/, are under Apache-2.0.",
  ].join("\n");
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}`,
  );
  return `${[head, ...parts].map((part) => part.trim()).join(`\n\n${"=".repeat(100)}\n\n`)}\n`;
}

function describe(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as BundledPackage;
  const file = existsSync(folder)
    ? readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    : undefined;
  return { name, version, license, text: file ? readFileSync(join(folder, file), "utf8") : "" };
}
