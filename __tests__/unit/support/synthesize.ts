import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkEnvironment } from "../../../config/load-environment";
import { formatProblem } from "../../../config/problem";
import type { Environment } from "../../../config/schema";
import { buildApp } from "../../../stacks/build-app";
import { type Stack, stackOf } from "../../../synthesized/stack";
import type { ElementJson, StackJson } from "../../../synthesized/stack-json";
import { type Content, edited } from "../config/sample";
import { fakeCode } from "./fake-code";

export { expression, policyOf, settingsOf } from "./elements";
export { fakeCode } from "./fake-code";

/** One resource or data source of a stack. */
export type Element = ElementJson;

/** What every stack of this project has. */
type CompleteStackJson = StackJson &
  Required<Pick<StackJson, "resource" | "output" | "provider" | "terraform">>;

export interface Synthesized {
  /** The folder that was synthesized into. */
  readonly outdir: string;
  /** The stacks by name. */
  readonly stacks: Readonly<Record<string, CompleteStackJson>>;
  /** The whole text of the stacks' JSON, by name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Synthesizes the content of an environment file. */
export function synthesizeContent(content: unknown, folder: string): Synthesized {
  const { environment, problems } = checkEnvironment(content);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!environment || errors.length > 0) throw new Error(errors.map(formatProblem).join("\n"));
  return synthesizeEnvironment(environment, folder);
}

/** Synthesizes a checked environment. */
export function synthesizeEnvironment(environment: Environment, folder: string): Synthesized {
  const outdir = mkdtempSync(join(folder, "out-"));
  const code = fakeCode(join(outdir, "code"));
  const app = buildApp({ name: "test", environment, outdir, bundle: () => code });
  app.synth();
  const names = Object.keys(app.manifest.stacks);
  const texts = names.map((name) => [
    name,
    readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"),
  ]);
  const stacks = texts.map(([name, text = ""]) => [name, JSON.parse(text)]);
  return { outdir, texts: Object.fromEntries(texts), stacks: Object.fromEntries(stacks) };
}

/** Synthesizes the sample environment with edits. */
export function synthesize(edits: Content, folder: string): Synthesized {
  return synthesizeContent(edited(edits), folder);
}

/** The stacks as guards and the access report take them. */
export function stacksOf({ stacks }: Synthesized): Stack[] {
  return Object.entries(stacks).map(([name, json]) => stackOf(name, json));
}

/** One resource; fails if it is not there. */
export function resource(synthesized: Synthesized, stack: string, type: string, name: string): Element {
  const element = synthesized.stacks[stack]?.resource[type]?.[name];
  if (element) return element;
  throw new Error(`no ${type}.${name} in the stack ${stack}`);
}
