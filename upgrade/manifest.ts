/** Packages and their versions, as they stand in a package.json. */
export type Packages = Readonly<Record<string, string>>;

/** What the commands here read and write of a package.json; everything else is kept. */
export interface Manifest {
  readonly engines?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Packages;
  readonly devDependencies?: Packages;
  readonly peerDependencies?: Packages;
  readonly [key: string]: unknown;
}

/** A package.json as npm writes it. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
