import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ThirdPartyPackage } from "./third-party-package";

/** The parts of package-lock.json that are read (npm documentation, "package-lock.json"). */
interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

/** What package.json says of its licence; the objects and lists are of before npm 3. */
interface Manifest {
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

const FOLDER = "node_modules/";

/**
 * Every package in package-lock.json, those for other systems included. What an installed package says itself counts
 * more than the copy in the lock file.
 * @param root the folder with package-lock.json and node_modules
 */
export function npmPackages(root: string): ThirdPartyPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const installed = Object.entries(packages).filter(([path, { link }]) => path.includes(FOLDER) && !link);
  return installed.map(([path, { version = "", license, dev = false }]) => ({
    name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length),
    version,
    licence: ownLicence(join(root, path, "package.json")) ?? license ?? "none",
    isOnlyForDevelopment: dev,
    place: path,
  }));
}

function ownLicence(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  if (typeof license === "string") return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(" OR ");
}
