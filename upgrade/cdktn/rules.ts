import { commandsOfCdktn } from "./commands";
import { importsOfCdktn } from "./imports";
import { documentForCdktn, nvmrcForCdktn, workflowForCdktn } from "./node-version";
import { runtimeOfNode24 } from "./runtime";

/** One kind of change of the project's files. It never adds or removes a line. */
export interface Rule {
  /** What it changes, a few words. */
  readonly title: string;
  readonly appliesTo: (file: string) => boolean;
  /** The text with the change. */
  readonly change: (text: string) => string;
}

const TEXT = /\.(?:ts|cts|mts|js|cjs|mjs|sh|py|md|ya?ml|json)$|^\.ci\/[^/]+$/;
const WORKFLOW = /\.ya?ml$|\.md$/;

/** What describes the way here, or makes it; and lock files, which npm writes. */
const LEFT_ALONE =
  /^(?:upgrade\/|cli\/(?:upgrade|compat)\.ts$|__tests__\/unit\/(?:cli\/)?upgrade|docs\/upgrading\.md$|(?:.*\/)?package(?:-lock)?\.json$)/;

/** What the upgrade changes in texts; every package.json is changed by its keys. */
export const RULES: readonly Rule[] = [
  { title: "imports", appliesTo: (file) => TEXT.test(file), change: importsOfCdktn },
  { title: "commands", appliesTo: (file) => TEXT.test(file), change: commandsOfCdktn },
  { title: "Lambda's runtime", appliesTo: (file) => TEXT.test(file), change: runtimeOfNode24 },
  { title: "Node.js", appliesTo: (file) => /(?:^|\/)\.nvmrc$/.test(file), change: nvmrcForCdktn },
  { title: "Node.js", appliesTo: (file) => WORKFLOW.test(file), change: workflowForCdktn },
  { title: "Node.js", appliesTo: (file) => file.endsWith(".md"), change: documentForCdktn },
];

/** The rules for a file. */
export function rulesFor(file: string): readonly Rule[] {
  return LEFT_ALONE.test(file) ? [] : RULES.filter(({ appliesTo }) => appliesTo(file));
}
