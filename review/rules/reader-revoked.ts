import { attributeOf } from "../../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../../synthesized/resources";
import type { Stack } from "../../synthesized/stack";
import type { JudgedSide } from "../model/judge";
import type { Rule } from "./rule";

/** A reader that may no longer read what it reads. */
export const readerRevoked: Rule = {
  id: "reader-revoked",
  finds: "a mapping that stays, and whose role may no longer read its stream",
  severity: "high",
  consequence:
    "The function gets no more records within minutes, and the mapping still says that it is enabled. What it has not read within 24 hours is lost to it.",
  remedy: "Remove the mapping and deploy the consumer first, then remove the reader.",
  check: ({ access, sides }) => {
    const { before, after } = access;
    if (!before || !after) return [];
    return resourcesOf(sides.comparable, "aws_lambda_event_source_mapping").flatMap((mapping) => {
      const stays = resourcesOf(sides.after, mapping.type).find(
        ({ stack, address }) => stack.name === mapping.stack.name && address === mapping.address,
      );
      if (!stays || stays.element.enabled === false) return [];
      const was = mayRead(mapping, sides.comparable, before);
      const is = mayRead(stays, sides.after, after);
      if (!was.allowed || is.allowed) return [];
      const cause = `${was.principal} may no longer read the ${was.resource}: ${is.because}`;
      return [{ stack: mapping.stack.name, address: mapping.address, cause }];
    });
  },
};

/** Whether the role of a mapping's function may read the mapping's stream, and the key of its table. */
function mayRead(mapping: SynthesizedResource, stacks: readonly Stack[], { model, cells: all }: JudgedSide) {
  const role = roleOf(mapping, stacks);
  const principal = model.principals.find(
    ({ arn, hypothesis }) => arn === role && hypothesis === undefined,
  )?.label;
  const streamArn = attributeOf(mapping, "event_source_arn", stacks);
  const stream = model.resources.find(({ arn }) => arn === streamArn);
  const key = model.resources.find(
    ({ kind, tableName }) => kind === "key" && tableName === stream?.tableName,
  );
  const cells = all.filter(
    (cell) =>
      cell.principal === principal &&
      ((cell.resource === stream?.label && READS.includes(cell.action)) ||
        (cell.resource === key?.label && cell.action === "Decrypt")),
  );
  const denied = cells.find(({ decision }) => decision === "deny");
  return {
    allowed: cells.length > 0 && denied === undefined,
    principal: principal ?? "the role of its function",
    resource: stream?.label ?? "stream",
    because: denied?.because ?? "role or stream will be gone",
  };
}

const READS = ["DescribeStream", "GetRecords", "GetShardIterator"];

/** The role of the function: the mapping names the function by its ARN, or by its name. */
function roleOf(mapping: SynthesizedResource, stacks: readonly Stack[]): string | undefined {
  const name = attributeOf(mapping, "function_name", stacks).split(":").pop();
  const fn = resourcesOf([mapping.stack], "aws_lambda_function").find(
    (one) => attributeOf(one, "function_name", stacks) === name,
  );
  return fn && attributeOf(fn, "role", stacks);
}
