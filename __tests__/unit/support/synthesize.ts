import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkEnvironment } from "../../../config/load-environment";
import { formatProblem } from "../../../config/problem";
import type { FunctionCode } from "../../../constructs/consumer-function";
import { buildApp } from "../../../stacks/build-app";
import { withoutComment } from "../../../synthesized/comments";
import { type Stack, stackOf } from "../../../synthesized/stack";
import type { ElementJson, StackJson as SynthesizedJson } from "../../../synthesized/stack-json";
import { type Content, edited } from "../config/sample";

/** One resource, data source or output of a stack. */
export type Element = ElementJson;

/** The JSON of a stack that this project synthesized: only data sources may be missing. */
export type StackJson = Required<Omit<SynthesizedJson, "data">> & Pick<SynthesizedJson, "data">;

export interface Synthesized {
  /** The folder that was synthesized into. */
  readonly outdir: string;
  /** The stacks by name. */
  readonly stacks: Readonly<Record<string, StackJson>>;
  /** The whole text of the stacks' JSON, by name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** An archive that is as good as any: nothing here runs it. */
export function fakeCode(folder: string): FunctionCode {
  mkdirSync(folder, { recursive: true });
  const zipPath = join(folder, "code.zip");
  const content = "not really an archive";
  writeFileSync(zipPath, content);
  return { zipPath, sourceCodeHash: createHash("sha256").update(content).digest("base64") };
}

/** Synthesizes the content of an environment file. */
export function synthesizeContent(content: unknown, folder: string): Synthesized {
  const { environment, problems } = checkEnvironment(content);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!environment || errors.length > 0) throw new Error(errors.map(formatProblem).join("\n"));
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

/** A policy that stands in an element as JSON text. */
export function policyOf(element: Element, attribute = "policy"): unknown {
  return JSON.parse(String(element[attribute]));
}

/** What a test compares: the element without its place in the construct tree. */
export function settingsOf(element: Element): Element {
  return withoutComment(element);
}

/** A Terraform expression as it stands in the JSON. */
export function expression(text: string): string {
  return `\${${text}}`;
}
