import { EXISTING_TABLE, existingTablesOf } from "../../synthesized/existing-tables";
import type { Stack } from "../../synthesized/stack";
import type { ElementJson, ElementsJson } from "../../synthesized/stack-json";
import { elementOf } from "../plan/action";
import type { StateResource } from "../plan/plan-json";
import type { ReviewedStack } from "../plan/reviewed-stack";

/** What Terraform read of a table that decides who reaches it. */
const READ = ["name", "arn", "stream_arn"];
const [, TYPE = ""] = EXISTING_TABLE.split("data.");

/** The stack with what the plan has read of the tables that the stack looks up. */
export function withLookedUp(stack: Stack, { plan }: ReviewedStack): Stack {
  const read = (plan.prior_state?.values?.root_module?.resources ?? []).filter(
    ({ mode, type }) => mode === "data" && type === TYPE,
  );
  return withTables(stack, (name) => valuesOf(read.find((one) => one.name === name)));
}

/**
 * The same before the plan. Its state knows a table's stream as the plan has found it; the stream that was read so far is
 * the one that has the policy.
 */
export function withFormerStreams(stack: Stack): Stack {
  const policies = Object.values(stack.json.resource?.aws_dynamodb_resource_policy ?? {});
  return withTables(stack, (_, { arn }) => {
    const former = policies.find((one) => String(one.resource_arn).startsWith(`${arn}/stream/`));
    return former ? { stream_arn: former.resource_arn } : {};
  });
}

function withTables(stack: Stack, valuesFor: (name: string, element: ElementJson) => ElementJson): Stack {
  const found = existingTablesOf([stack]);
  if (found.length === 0) return stack;
  const tables: ElementsJson[string] = {
    ...stack.json.data?.[TYPE],
    ...Object.fromEntries(
      found.map(({ name, element }) => [name, { ...element, ...valuesFor(name, element) }]),
    ),
  };
  return { ...stack, json: { ...stack.json, data: { ...stack.json.data, [TYPE]: tables } } };
}

function valuesOf(read: StateResource | undefined): ElementJson {
  const values = elementOf(read?.values);
  return Object.fromEntries(READ.flatMap((key) => (key in values ? [[key, values[key]]] : [])));
}
