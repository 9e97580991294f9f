/** The runtimes that a layer serves, as a list, or the runtime of a function. */
const RUNTIMES = /"nodejs20\.x", "nodejs22\.x"|nodejs22\.x\b/g;

/**
 * A text with Lambda's runtime for Node.js 24, which the AWS provider knows from 6.19 on. Layers go on to serve functions
 * on Node.js 22.
 */
export function runtimeOfNode24(text: string): string {
  return text.replace(RUNTIMES, (found) =>
    found.startsWith('"') ? '"nodejs22.x", "nodejs24.x"' : "nodejs24.x",
  );
}
