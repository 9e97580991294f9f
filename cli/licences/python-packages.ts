import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { UserError } from "../../errors/user-error";
import type { ThirdPartyPackage } from "./third-party-package";

const REQUIREMENT = /^([\w.-]+)==([^\s;]+)/gm;

/**
 * Every package of the emulator. Requirements carry no licences, so a table beside them does.
 * @param requirements path of the requirements
 * @param table path of the table: JSON, name to SPDX expression, as read from the packages' metadata
 * @throws UserError if the table names a package that is not required any more
 */
export function pythonPackages(requirements: string, table: string): ThirdPartyPackage[] {
  const licences = new Map(Object.entries(JSON.parse(readFileSync(table, "utf8")) as Record<string, string>));
  const required = [...readFileSync(requirements, "utf8").matchAll(REQUIREMENT)];
  const packages = required.map(([, name = "", version = ""]) => ({
    name,
    version,
    licence: licences.get(name) ?? "none",
    isOnlyForDevelopment: true,
    place: relative(process.cwd(), requirements),
  }));
  const names = new Set(packages.map(({ name }) => name));
  const gone = [...licences.keys()].filter((name) => !names.has(name));
  if (gone.length === 0) return packages;
  throw new UserError([
    {
      place: relative(process.cwd(), table),
      cause: `${gone.join(", ")}: not among the requirements`,
      remedy: "Remove the name",
    },
  ]);
}
