import type { Difference } from "./differences";
import type { Versions } from "./variants";

/** A difference that may be. */
interface Allowance {
  readonly reason: string;
  /** Keys down to the value. */
  readonly path: readonly string[];
  /** The two values, for the versions of both sides. */
  readonly values: (before: Versions, after: Versions) => readonly [unknown, unknown];
}

const ALLOWANCES: readonly Allowance[] = [
  {
    reason: "the library writes its own version into a comment",
    path: ["//", "metadata", "version"],
    values: (before, after) => [before.library, after.library],
  },
  {
    reason: "the library writes its own version into its manifest, which Terraform does not read",
    path: ["version"],
    values: (before, after) => [before.library, after.library],
  },
  {
    reason: "the bindings of another version need another provider: the point of the change",
    path: ["terraform", "required_providers", "aws", "version"],
    values: (before, after) => [before.provider, after.provider],
  },
  {
    reason: "the same provider: Terraform reads a source without a namespace as one of hashicorp",
    path: ["terraform", "required_providers", "aws", "source"],
    values: () => ["aws", "hashicorp/aws"],
  },
];

/** Why a difference may be; undefined if it may not. */
export function reasonToAllow(
  { path, before, after }: Difference,
  versions: { readonly before: Versions; readonly after: Versions },
): string | undefined {
  return ALLOWANCES.find((allowance) => {
    const [from, to] = allowance.values(versions.before, versions.after);
    return isAt(path, allowance.path) && before === from && after === to;
  })?.reason;
}

function isAt(path: readonly string[], pattern: readonly string[]): boolean {
  return path.length === pattern.length && pattern.every((key, index) => key === path[index]);
}
