import { resourcesOf } from "../../../synthesized/resources";
import { stackWith } from "../support/stack-with";

const FIRST = stackWith({ aws_sqs_queue: { a: { name: "A" } }, aws_sns_topic: { b: { name: "B" } } });
const SECOND = stackWith({ aws_sqs_queue: { c: { name: "C" } } }, { name: "second" });

test("all resources of all stacks, with their addresses", () => {
  // Prepare
  const stacks = [FIRST, SECOND];

  // Act
  const resources = resourcesOf(stacks);

  // Assess
  expect(resources).toEqual([
    { stack: FIRST, type: "aws_sqs_queue", name: "a", address: "aws_sqs_queue.a", element: { name: "A" } },
    { stack: FIRST, type: "aws_sns_topic", name: "b", address: "aws_sns_topic.b", element: { name: "B" } },
    { stack: SECOND, type: "aws_sqs_queue", name: "c", address: "aws_sqs_queue.c", element: { name: "C" } },
  ]);
});

test("the resources of one type", () => {
  // Prepare
  const stacks = [FIRST, SECOND, stackWith({}, { json: {} })];

  // Act
  const addresses = resourcesOf(stacks, "aws_sqs_queue").map(({ address }) => address);

  // Assess
  expect(addresses).toEqual(["aws_sqs_queue.a", "aws_sqs_queue.c"]);
});
