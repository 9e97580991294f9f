import { leftBehind } from "../../../mapping-moves/left-behind";
import { newState, type StateResource } from "../../../mapping-moves/state";

function resource(name: string, mode = "managed"): StateResource {
  return { mode, type: "aws_x", name };
}

const EMPTY = newState({ version: 4, terraform_version: "1.11.4" } as never);
const stateOf = (...resources: StateResource[]) => ({ ...EMPTY, resources });

test("what is managed in the state of a former stack when all has moved is left; data, and stacks of the file, are not", () => {
  // Prepare
  const states = new Map([
    ["consumer", stateOf(resource("function"))],
    ["mappings-2", stateOf(resource("moves"), resource("b"), resource("a"), resource("read", "data"))],
    ["mappings-3", stateOf(resource("stays"))],
    ["mappings-4", stateOf(resource("read", "data"))],
    ["mappings-5", undefined],
  ]);
  const given = new Map([["mappings-2", stateOf(resource("b"), resource("a"), resource("read", "data"))]]);

  // Act
  const left = leftBehind(states, { given }, ["mappings-2", "mappings-3", "mappings-4", "mappings-5"]);

  // Assess
  expect(left).toEqual([
    { stack: "mappings-2", addresses: ["aws_x.a", "aws_x.b"] },
    { stack: "mappings-3", addresses: ["aws_x.stays"] },
  ]);
});
