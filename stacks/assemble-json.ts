import { TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { StackJson } from "../synthesized/stack-json";
import { resolveTokens } from "./resolve-tokens";

type Json = Record<string, unknown>;

/** What `addOverride` of a stack keeps. CDKTF declares it private and has no method that returns it. */
interface WithOverrides {
  readonly rawOverrides: Json;
}

/**
 * A stack's Terraform JSON, the same as CDKTF's own `toTerraform` makes. That resolves every element twice, once alone and
 * once in the whole; with many tenants it took half of the synthesis.
 */
export function assembleJson(stack: TerraformStack): StackJson {
  const elements = elementsOf(stack);
  const { rawOverrides } = stack as unknown as WithOverrides;
  const json: Json = {
    "//": { metadata: metadataOf(stack, elements, rawOverrides), outputs: outputsOf(elements) },
  };
  for (const element of elements) merge(json, resolveTokens(stack, element.toTerraform()));
  merge(json, rawOverrides);
  for (const part of Object.keys(rawOverrides)) json[part] = resolveTokens(stack, json[part]);
  return json;
}

/** Of this stack alone, without those of stacks inside it. */
function elementsOf(construct: IConstruct, into: TerraformElement[] = []): TerraformElement[] {
  if (TerraformElement.isTerraformElement(construct)) into.push(construct);
  for (const child of construct.node.children) {
    if (!TerraformStack.isStack(child)) elementsOf(child, into);
  }
  return into;
}

/** What the CDKTF CLI reads of the stack. Backends replace `backend`. */
function metadataOf(stack: TerraformStack, elements: readonly TerraformElement[], overrides: Json): Json {
  const metadata: Json = {
    version: stack.node.tryGetContext("cdktfVersion"),
    stackName: stack.node.id,
    backend: "local",
  };
  const overridden = Object.keys(overrides);
  if (overridden.length > 0) metadata.overrides = { stack: overridden };
  for (const element of elements) merge(metadata, resolveTokens(stack, element.toMetadata()));
  return metadata;
}

/** The logical ID of each output, below its path in the construct tree: the CDKTF CLI shows outputs by these. */
function outputsOf(elements: readonly TerraformElement[]): Json {
  const outputs: Json = {};
  for (const element of elements) {
    if (!TerraformOutput.isTerraformOutput(element)) continue;
    const path = element.node.path.split("/");
    merge(
      outputs,
      path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), element.friendlyUniqueId),
    );
  }
  return outputs;
}

/** Objects become one, lists are joined, everything else is replaced, and `undefined` takes away what is there. */
function merge(into: Json, from: unknown): void {
  if (!isObject(from)) return;
  for (const key in from) {
    const [present, value] = [into[key], from[key]];
    if (isObject(present) && isObject(value)) merge(present, value);
    else if (Array.isArray(present) && Array.isArray(value)) into[key] = [...present, ...value];
    else if (value === undefined) delete into[key];
    else into[key] = value;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
