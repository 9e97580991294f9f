import { findAction, isActionName } from "../../../../lambda-src/account-switcher/action";
import { success } from "../../../../lambda-src/account-switcher/answer";

const FOLDER = "../../../../lambda-src/account-switcher/actions";

test.each(["get-caller-identity", "list-buckets", "list-tables"])("there is an action %s", async (name) => {
  // Act
  const action = await findAction(name);
  // Assess
  expect(action).toEqual({ run: expect.any(Function) });
});

test.each(["list-users", "action", "../action", "toString", undefined, null, 7])(
  "there is no action %p",
  async (name) => {
    expect(await findAction(name)).toBeUndefined();
  },
);

test("an action that misses a module of its own is broken, not unknown", async () => {
  // Prepare
  const missing = new Error(
    "Cannot find module 'left-pad' from 'lambda-src/account-switcher/actions/broken.ts'",
  );
  jest.doMock(
    `${FOLDER}/broken.ts`,
    () => {
      throw missing;
    },
    { virtual: true },
  );
  // Act
  const action = findAction("broken");
  // Assess
  await expect(action).rejects.toBe(missing);
});

test("a name has up to 63 characters", () => {
  expect([isActionName("a".repeat(63)), isActionName("a".repeat(64))]).toEqual([true, false]);
});

test.each([
  ["a result", { a: 1 }, '{"a":1}'],
  ["no result", undefined, "null"],
])("an action with %s has a body", (_, result, body) => {
  expect(success(result)).toEqual({ statusCode: 200, body });
});
