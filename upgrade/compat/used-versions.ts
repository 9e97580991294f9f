import type { OutputFile } from "./output-file";
import type { Versions } from "./variants";

/** The parts of a stack's JSON that name versions. */
interface NamedVersions {
  readonly "//"?: { readonly metadata?: { readonly version?: string } };
  readonly terraform?: { readonly required_providers?: { readonly aws?: { readonly version?: string } } };
}

/**
 * What is wrong with the versions that a synthesis used; undefined if they are those of the variant. Node.js looks for a
 * package in the folders above, too, so a variant without it would silently use the project's own.
 */
export function wrongVersions(output: readonly OutputFile[], expected: Versions): string | undefined {
  const wrong = stacksOf(output).find(
    ({ library, provider }) => library !== expected.library || provider !== expected.provider,
  );
  if (wrong === undefined) return undefined;
  const { file, library, provider } = wrong;
  const found = `library ${library} and AWS provider ${provider}`;
  return `${file} names ${found}, but this variant has ${expected.library} and ${expected.provider}.`;
}

/** The number of stacks in a synthesis. */
export function countStacks(output: readonly OutputFile[]): number {
  return stacksOf(output).length;
}

function stacksOf(output: readonly OutputFile[]) {
  return output
    .filter(({ file }) => file.endsWith("/cdk.tf.json"))
    .map(({ file, content }) => {
      const { "//": comment, terraform } = content as NamedVersions;
      const library = comment?.metadata?.version;
      return { file, library, provider: terraform?.required_providers?.aws?.version };
    });
}
