import { selectStacks } from "../../../deploy/select-stacks";

const STACKS = ["source-a", "source-b", "orders", "consumer", "m-1", "m-2"].map((name) => ({ name }));
const ENTRIES: readonly Readonly<Record<string, string | readonly string[]>>[] = [
  { a: "source-a", b: "source-b", sales: "orders" },
  { handler: "consumer" },
  { handler: ["m-1", "m-2"] },
];

const select = (...wanted: string[]) => selectStacks(STACKS, wanted, ENTRIES).map(({ name }) => name);

test.each([
  [["source-b"], ["source-b"]],
  [["sales"], ["orders"]],
  [
    ["handler", "a"],
    ["source-a", "consumer", "m-1", "m-2"],
  ],
  [["consumer"], ["consumer"]],
  [["m-2"], ["m-2"]],
  [["source-*"], ["source-a", "source-b"]],
  [["*"], ["source-a", "source-b", "orders", "consumer", "m-1", "m-2"]],
  [["orders", "sales"], ["orders"]],
])("%j means %j, in the order of deployment", (wanted, expected) => {
  // Act
  const names = select(...wanted);

  // Assess
  expect(names).toEqual(expected);
});

test("every name that nothing has is told at once, with what was probably meant", () => {
  // Act
  const act = () => select("source-a", "handlr", "x.*");

  // Assess
  expect(act).toThrow(
    "The stacks to deploy:\n" +
      "  --only: nothing is called handlr. Did you mean handler? Use one of: source-a, source-b, orders, consumer, m-1, m-2, a, b, sales, handler.\n" +
      "  --only: nothing is called x.*. ",
  );
});
