import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../errors/user-error";
import { eachStack } from "../../../plan/each-stack";

const STACKS = [{ name: "a" }, { name: "b" }, { name: "c" }];
const options = { parallelism: 2, failed: "Not all:" };

test("results come in the order of the stacks, and no more run at once than asked for", async () => {
  // Prepare
  let running = 0;
  let most = 0;
  const action = async ({ name }: { name: string }) => {
    running += 1;
    most = Math.max(most, running);
    await sleep(name === "a" ? 20 : 1);
    running -= 1;
    return name.toUpperCase();
  };

  // Act
  const results = await eachStack(STACKS, options, action);

  // Assess
  expect({ results, most }).toEqual({ results: ["A", "B", "C"], most: 2 });
});

test("every problem is told with its stack, after all stacks have ended", async () => {
  // Prepare
  const ended: string[] = [];
  const action = async ({ name }: { name: string }) => {
    await sleep(1);
    ended.push(name);
    if (name !== "b") throw new UserError([{ cause: `${name} is wrong`, remedy: "Fix it" }]);
  };

  // Act
  const act = eachStack(STACKS, options, action);

  // Assess
  await expect(act).rejects.toThrow("Not all:\n  a: a is wrong. Fix it.\n  c: c is wrong. Fix it.");
  expect(ended.sort()).toEqual(["a", "b", "c"]);
});

test("a defect of ours is not dressed up as a mistake of the user's", async () => {
  // Prepare
  const defect = new TypeError("undefined is not a function");
  const action = async ({ name }: { name: string }) => {
    if (name === "b") throw defect;
  };

  // Act
  const act = eachStack(STACKS, options, action);

  // Assess
  await expect(act).rejects.toBe(defect);
});
