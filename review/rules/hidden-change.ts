import type { ElementJson } from "../../synthesized/stack-json";
import { actionOf, afterOf, beforeOf, blockOf, elementOf } from "../plan/action";
import { changesOf, type StackChange } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A setting that changes in the configuration, but not in AWS. */
export const hiddenChange: Rule = {
  id: "hidden-change",
  finds:
    "a change of the configuration that the plan does not show: an attribute that Terraform ignores, or a block that the provider keeps when it is removed",
  severity: "medium",
  consequence: "Configuration and deployment differ from then on, and no later plan says so.",
  remedy: "Set the value explicitly instead of removing it, or follow the procedure in docs/changes.md.",
  check: ({ stacks }) =>
    changesOf(stacks)
      .filter(({ change }) => ["none", "update"].includes(actionOf(change)))
      .flatMap((one) => [...ignored(one), ...kept(one)].map((cause) => ({ ...placeOf(one), cause }))),
};

/** Attributes of `ignore_changes` whose configured value is not the deployed one. */
function ignored(one: StackChange): string[] {
  const configured = configuredOf(one);
  const attributes = [blockOf(configured.lifecycle).ignore_changes ?? []].flat().map(String);
  return attributes
    .filter((attribute) => isLiteral(configured[attribute]))
    .filter((attribute) => String(configured[attribute]) !== String(afterOf(one.change)[attribute]))
    .map((attribute) => `\`${attribute}\` is not what the configuration says, and Terraform ignores that`);
}

function isLiteral(value: unknown): boolean {
  return value !== undefined && typeof value !== "object" && !String(value).includes("${");
}

/** Blocks that the provider leaves as they are when the configuration has them no more, with a value that is no default. */
const KEPT: readonly { type: string; block: string; isDefault: (block: ElementJson) => boolean }[] = [
  {
    type: "aws_dynamodb_table",
    block: "server_side_encryption",
    isDefault: ({ enabled }) => enabled !== true,
  },
  {
    type: "aws_lambda_function",
    block: "tracing_config",
    isDefault: ({ mode }) => mode === undefined || mode === "PassThrough",
  },
];

function kept(one: StackChange): string[] {
  return KEPT.filter(({ type, block }) => type === one.change.type && configuredOf(one)[block] === undefined)
    .filter(({ block, isDefault }) => !isDefault(blockOf(beforeOf(one.change)[block])))
    .map(({ block }) => `\`${block}\` is gone from the configuration, and stays deployed as it is`);
}

function configuredOf({ stack, change }: StackChange): ElementJson {
  return elementOf(stack.configuration.resource?.[change.type]?.[change.name]);
}
