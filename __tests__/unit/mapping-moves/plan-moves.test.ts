import fc from "fast-check";
import { planMoves } from "../../../mapping-moves/plan-moves";
import type { State, StateResource } from "../../../mapping-moves/state";

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 100), seed: 20260131 };
const TYPE = "aws_lambda_event_source_mapping";

function mapping(name: string, id = `uuid-of-${name}`, dependencies: readonly string[] = []): StateResource {
  const attributes = { id, function_name: "handler" };
  return {
    mode: "managed",
    type: TYPE,
    name,
    instances: [{ schema_version: 0, attributes, ...(dependencies.length > 0 && { dependencies }) }],
  };
}

/** A state that holds mappings, and names them in its output by the sources `of-<name>`. */
function stateWith(lineage: string, ...resources: readonly StateResource[]): State {
  const named = resources.filter(({ type }) => type === TYPE);
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 7,
    lineage,
    outputs: { function_name: { value: "handler", type: "string" }, mapping_uuids: uuids(named) },
    resources,
  };
}

function uuids(resources: readonly StateResource[]) {
  const names = resources.map(({ name }) => name).sort();
  const idOf = (name: string) => {
    const found = resources.find((one) => one.name === name)?.instances?.[0]?.attributes;
    return (found as { readonly id: string } | undefined)?.id;
  };
  return {
    value: Object.fromEntries(names.map((name) => [`of-${name}`, idOf(name)])),
    type: ["object", Object.fromEntries(names.map((name) => [`of-${name}`, "string"]))],
  };
}

const FUNCTION: StateResource = {
  mode: "managed",
  type: "aws_lambda_function",
  name: "function",
  instances: [{ attributes: { id: "handler" } }],
};

test("a mapping moves with its UUID in the outputs, and without what only the other state holds", () => {
  // Prepare
  const a = mapping("a", "uuid-a", ["aws_lambda_function.function", "data.terraform_remote_state.source_a"]);
  const states = new Map([
    ["consumer", stateWith("l-1", FUNCTION, a, mapping("b", "uuid-b", ["aws_lambda_function.function"]))],
    ["m-1", stateWith("l-2")],
  ]);
  const homes = new Map([
    [`${TYPE}.a`, "m-1"],
    [`${TYPE}.b`, "consumer"],
  ]);

  // Act
  const { moves, clashes, gained, given } = planMoves(states, homes);

  // Assess
  expect(moves).toEqual([{ from: "consumer", to: "m-1", addresses: [`${TYPE}.a`] }]);
  expect(clashes).toEqual([]);
  const moved = mapping("a", "uuid-a", ["data.terraform_remote_state.source_a"]);
  const left = mapping("b", "uuid-b", ["aws_lambda_function.function"]);
  expect(Object.fromEntries(gained)).toEqual({ "m-1": stateWith("l-2", moved) });
  expect(Object.fromEntries(given)).toEqual({ consumer: stateWith("l-1", FUNCTION, left) });
});

test("a stack without a state gets one, with all outputs that name mappings", () => {
  // Prepare
  const states = new Map([
    ["consumer", stateWith("l-1", mapping("a"))],
    ["m-1", undefined],
  ]);

  // Act
  const { gained } = planMoves(states, new Map([[`${TYPE}.a`, "m-1"]]));

  // Assess
  expect(gained.get("m-1")).toEqual({
    version: 4,
    terraform_version: "1.11.4",
    serial: 0,
    lineage: expect.stringMatching(/^[0-9a-f-]{36}$/),
    outputs: { mapping_uuids: uuids([mapping("a")]) },
    resources: [mapping("a")],
  });
});

test("what an interrupted move has copied already is only taken out of the state where it was", () => {
  // Prepare
  const states = new Map([
    ["consumer", stateWith("l-1", mapping("a"))],
    ["m-1", stateWith("l-2", mapping("a"))],
  ]);

  // Act
  const { moves, gained, given } = planMoves(states, new Map([[`${TYPE}.a`, "m-1"]]));

  // Assess
  expect(moves).toEqual([{ from: "consumer", to: "m-1", addresses: [`${TYPE}.a`] }]);
  expect(gained.size).toBe(0);
  expect(given.get("consumer")?.resources).toEqual([]);
});

test("a mapping that was created a second time is a clash, and neither is touched", () => {
  // Prepare
  const states = new Map([
    ["consumer", stateWith("l-1", mapping("a", "old"))],
    ["m-1", stateWith("l-2", mapping("a", "new"))],
  ]);

  // Act
  const planned = planMoves(states, new Map([[`${TYPE}.a`, "m-1"]]));

  // Assess
  expect(planned.clashes).toEqual([{ address: `${TYPE}.a`, stacks: ["consumer", "m-1"] }]);
  expect([planned.moves, planned.gained.size, planned.given.size]).toEqual([[], 0, 0]);
});

test.each([
  { what: "data source", resource: { ...mapping("a"), mode: "data" } },
  { what: "resource of a module", resource: { ...mapping("a"), module: "module.x" } },
  { what: "resource that the file does not know", resource: mapping("gone") },
])("a $what stays where it is", ({ resource }) => {
  // Prepare
  const states = new Map([
    ["consumer", stateWith("l-1", resource)],
    ["m-1", stateWith("l-2")],
  ]);

  // Act
  const { moves } = planMoves(states, new Map([[`${TYPE}.a`, "m-1"]]));

  // Assess
  expect(moves).toEqual([]);
});

test("wherever mappings are: after a move each is in its home, once, and nothing is left to move", () => {
  const stacks = ["consumer", "m-1", "m-2", "m-3"];
  const stack = fc.constantFrom(...stacks);
  const placed = fc.uniqueArray(
    fc.record({ name: fc.stringMatching(/^[a-f]{1,2}$/), at: stack, home: stack }),
    {
      selector: ({ name }) => name,
    },
  );
  fc.assert(
    fc.property(placed, fc.boolean(), (all, interrupted) => {
      // Prepare
      const states = new Map<string, State | undefined>(
        stacks.map((name) => {
          const held = all.filter(({ at }) => at === name).map((one) => mapping(one.name));
          return [name, held.length === 0 && name !== "consumer" ? undefined : stateWith(name, ...held)];
        }),
      );
      const homes = new Map(all.map(({ name, home }) => [`${TYPE}.${name}`, home]));

      // Act
      const first = planMoves(states, homes);
      const halfWay = new Map([...states, ...first.gained]);
      const inBetween = [...halfWay.values()].flatMap(
        (state) => state?.resources.map(({ name }) => name) ?? [],
      );
      const rest = interrupted ? planMoves(halfWay, homes) : first;
      const end = new Map([...halfWay, ...rest.given]);

      // Assess
      expect(new Set(inBetween)).toEqual(new Set(all.map(({ name }) => name)));
      for (const name of stacks) {
        const held = all.filter(({ home }) => home === name).map((one) => one.name);
        expect((end.get(name)?.resources ?? []).map((one) => one.name).sort()).toEqual(held.sort());
        const { value = {} } = end.get(name)?.outputs.mapping_uuids ?? {};
        expect(value).toEqual(Object.fromEntries(held.map((one) => [`of-${one}`, `uuid-of-${one}`])));
      }
      expect(planMoves(end, homes).moves).toEqual([]);
    }),
    RUNS,
  );
});
