import { stackName, stackNames } from "../../../config/stack-names";

test("stacks have plain names when there is one of a kind", () => {
  // Prepare
  const environment = { sources: { changes: {} }, consumers: { handler: {} } };

  // Act
  const names = stackNames(environment);

  // Assess
  expect(names).toEqual({ sources: { changes: "source" }, consumers: { handler: "consumer" } });
});

test("stacks are named after their keys when there are several of a kind", () => {
  // Prepare
  const environment = { sources: { changes: {} }, consumers: { handler: {}, audit: {} } };

  // Act
  const names = stackNames(environment);

  // Assess
  expect(names).toEqual({
    sources: { changes: "source" },
    consumers: { handler: "consumer-handler", audit: "consumer-audit" },
  });
});

test.each([
  { keys: ["orders"], name: "source" },
  { keys: ["orders", "returns"], name: "source-orders" },
])("of the sources $keys, the stack of orders is $name", ({ keys, name }) => {
  // Prepare: the keys

  // Act
  const named = stackName("source", "orders", keys);

  // Assess
  expect(named).toBe(name);
});
