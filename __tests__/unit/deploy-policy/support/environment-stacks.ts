import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ENVIRONMENTS_DIRECTORY } from "../../../../config/paths";
import type { Stack } from "../../../../synthesized/stack";
import { stacksOf, synthesizeContent } from "../../support/synthesize";

/** The stacks of an environment file of this project. */
export function environmentStacks(name: string, folder: string): Stack[] {
  const text = readFileSync(join(ENVIRONMENTS_DIRECTORY, `${name}.yaml`), "utf8");
  return stacksOf(synthesizeContent(parse(text), folder));
}
