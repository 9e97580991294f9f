import { relative } from "node:path";
import { isCalledMappingStack } from "../config/stack-names";
import { problemLine } from "../errors/user-problem";
import type { RemovedStack } from "./removed-stacks";

/** What to do with stacks that no entry has any more: a line each, with the commands. */
export function removedStackWarnings(removed: readonly RemovedStack[], environmentName: string): string[] {
  return removed.map((stack) => {
    const { name, stateFile } = stack;
    const deployed = stateFile === undefined ? "may still be deployed" : "is still deployed";
    return problemLine({
      place: environmentName,
      cause: `the stack "${name}" ${deployed}, but no entry of the file is named so`,
      remedy: [beforeAnything(name, environmentName), destroying(stack), ...forgetting(stack)].join(". "),
    });
  });
}

/** What to think of first: the stack goes on under another name, or its mappings go on in other stacks. */
function beforeAnything(name: string, environmentName: string): string {
  if (!isCalledMappingStack(name)) return `If one of the entries is meant, give it \`stack: ${name}\``;
  const move = `npm run mapping-stacks -- move --environment ${environmentName}`;
  return `If there are fewer mapping stacks now, first take its mappings to those of the file, and deploy: \`${move}\``;
}

function destroying({ name, folder, stateFile }: RemovedStack): string {
  if (folder === undefined) {
    return `To destroy the stack, put its entry back, run \`npx cdktf destroy ${name}\`, and remove the entry again`;
  }
  const destroy = `${terraform()} -chdir=${displayed(folder)} destroy`;
  // Only a local state shows by itself that nothing is left.
  return `To destroy the stack, run \`${stateFile ? destroy : `${destroy} && rm -r ${displayed(folder)}`}\``;
}

function forgetting({ folder, stateFile }: RemovedStack): string[] {
  const left = stateFile ? `rm ${displayed(stateFile)}` : folder && `rm -r ${displayed(folder)}`;
  return left ? [`To forget the stack and keep what it deployed, run \`${left}\``] : [];
}

function terraform(): string {
  return process.env.TERRAFORM_BINARY_NAME || "terraform";
}

function displayed(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith("..") ? path : below;
}
