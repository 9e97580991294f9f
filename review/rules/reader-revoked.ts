import type { Cell } from "../../access/cell";
import { attributeOf } from "../../synthesized/references";
import { resourcesOf, type SynthesizedResource } from "../../synthesized/resources";
import type { Stack } from "../../synthesized/stack";
import type { JudgedSide } from "../model/judged-side";
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
    const [could, can] = [cellsByQuestion(before), cellsByQuestion(after)];
    const remaining = new Map(resourcesOf(sides.after, MAPPING).map((one) => [placeOf(one), one]));
    return resourcesOf(sides.comparable, MAPPING).flatMap((mapping) => {
      const stays = remaining.get(placeOf(mapping));
      if (!stays || stays.element.enabled === false) return [];
      const was = reading(mapping, sides.comparable, before, could);
      const is = reading(stays, sides.after, after, can);
      if (!was.allowed || is.allowed) return [];
      const cause = `${whoMay(was.principal, is.principal)} read the ${was.resource}: ${is.because}`;
      return [{ stack: mapping.stack.name, address: mapping.address, cause }];
    });
  },
};

const MAPPING = "aws_lambda_event_source_mapping";

function placeOf({ stack, address }: SynthesizedResource): string {
  return `${stack.name} ${address}`;
}

type Answers = ReadonlyMap<string, Cell>;

/** The cells, the first of each question. */
function cellsByQuestion({ cells }: JudgedSide): Answers {
  return new Map([...cells].reverse().map((cell) => [questionOf(cell), cell]));
}

function questionOf({ principal, resource, action }: Partial<Cell>): string {
  return JSON.stringify([principal, resource, action]);
}

function whoMay(before: string, after: string): string {
  if (before === after) return `${before} may no longer`;
  return `The function changes from ${before} to ${after}, and may not`;
}

/** Whether the role of a mapping's function may read the mapping's stream, and decrypt with the key of its table. */
function reading(
  mapping: SynthesizedResource,
  stacks: readonly Stack[],
  { model }: JudgedSide,
  cells: Answers,
) {
  const role = roleOf(mapping, stacks);
  const streamArn = attributeOf(mapping, "event_source_arn", stacks);
  const principal = model.principals.find(
    ({ arn, hypothesis }) => arn === role && hypothesis === undefined,
  )?.label;
  const stream = model.resources.find(({ arn }) => arn === streamArn);
  const key = model.resources.find(
    ({ kind, tableName }) => kind === "key" && tableName === stream?.tableName,
  );
  const needed = [
    ...READS.map((action) => ({ resource: stream?.label, action })),
    ...(key ? [{ resource: key.label, action: "Decrypt" }] : []),
  ];
  const answers = needed.map(({ resource, action }) =>
    cells.get(questionOf({ principal, resource, action })),
  );
  const missing = answers.find((cell) => cell?.decision !== "allow");
  const isGone = principal === undefined || stream === undefined;
  return {
    allowed: answers.every((cell) => cell?.decision === "allow"),
    principal: principal ?? "the role of its function",
    resource: stream?.label ?? "stream",
    because:
      missing?.because ?? (isGone ? "role or stream will be gone" : "no statement of its policies allows it"),
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
