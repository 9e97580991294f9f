import { setImmediate as tick } from "node:timers/promises";
import fc from "fast-check";
import { inOrder, type Ordered } from "../../../deploy/in-order";

const stack = (name: string, ...dependsOn: string[]): Ordered => ({ name, dependsOn });

/** Works on stacks, and notes when each begins and ends. @param failing names of stacks that are not done at their end */
async function work(stacks: readonly Ordered[], parallelism: number, failing: readonly string[] = []) {
  const log: string[] = [];
  let running = 0;
  let most = 0;
  const outcomes = await inOrder<Ordered, string>(stacks, {
    parallelism,
    work: async ({ name }) => {
      log.push(`${name} begins`);
      running += 1;
      most = Math.max(most, running);
      await tick();
      running -= 1;
      log.push(`${name} ends`);
      return failing.includes(name) ? "failed" : "done";
    },
    isDone: (outcome) => outcome === "done",
    heldBack: (_, because) => `held back by ${because}`,
  });
  return { log, most, outcomes };
}

test("a consumer begins as soon as its own source is done, before other sources begin", async () => {
  // Prepare
  const stacks = [stack("a"), stack("b"), stack("c"), stack("reads-a", "a")];

  // Act
  const { log } = await work(stacks, 2);

  // Assess
  expect(log.indexOf("reads-a begins")).toBeGreaterThan(log.indexOf("a ends"));
  const slow = await inOrder<Ordered, string>([stack("slow"), stack("a"), stack("reads-a", "a")], {
    parallelism: 2,
    // The slow source ends only when the consumer of the other one has begun.
    work: ({ name }) => (name === "slow" ? begun : Promise.resolve(name).then(begin)),
    isDone: () => true,
    heldBack: () => "held back",
  });
  expect(slow).toEqual(["reads-a", "a", "reads-a"]);
});

let begin: (name: string) => string;
const begun = new Promise<string>((resolve) => {
  begin = (name) => {
    if (name === "reads-a") resolve(name);
    return name;
  };
});

test("a stack that is not done holds back those that read it, and no others", async () => {
  // Prepare
  const stacks = [
    stack("a"),
    stack("b"),
    stack("reads-a", "a"),
    stack("reads-b", "b"),
    stack("last", "reads-a"),
  ];

  // Act
  const { outcomes, log } = await work(stacks, 4, ["a"]);

  // Assess
  expect(outcomes).toEqual(["failed", "done", "held back by a", "done", "held back by reads-a"]);
  expect(log.filter((line) => /begins/.test(line))).toEqual(["a begins", "b begins", "reads-b begins"]);
});

test("what a stack depends on and is not at hand counts as done", async () => {
  // Act
  const { outcomes } = await work([stack("consumer", "elsewhere")], 1);

  // Assess
  expect(outcomes).toEqual(["done"]);
});

test("a stack that waits for its turn is not among those at work", async () => {
  // Prepare
  let pass = () => undefined as unknown;
  const passed = new Promise((resolve) => {
    pass = () => resolve(undefined);
  });

  // Act
  const outcomes = await inOrder<Ordered, string>([stack("waits"), stack("works")], {
    parallelism: 1,
    turn: ({ name }, start) => (name === "waits" ? passed.then(start) : start()),
    work: async ({ name }) => {
      if (name === "works") pass();
      return name;
    },
    isDone: () => true,
    heldBack: () => "held back",
  });

  // Assess
  expect(outcomes).toEqual(["waits", "works"]);
});

test("a defect is thrown after all others have ended", async () => {
  // Prepare
  const defect = new TypeError("undefined is not a function");
  const ended: string[] = [];

  // Act
  const act = inOrder<Ordered, string>([stack("a"), stack("b"), stack("c", "a")], {
    parallelism: 2,
    work: async ({ name }) => {
      if (name === "a") throw defect;
      await tick();
      ended.push(name);
      return name;
    },
    isDone: () => true,
    heldBack: () => "held back",
  });

  // Assess
  await expect(act).rejects.toBe(defect);
  expect(ended).toEqual(["b"]);
});

test("in any graph, a stack begins after all of its sources have ended, and no more work at once than asked for", async () => {
  const graphs = fc
    .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
    .map((rows) =>
      rows.map((row, index) => stack(`s${index}`, ...(index === 0 ? [] : row.map((n) => `s${n % index}`)))),
    );
  await fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 1, max: 4 }), async (stacks, parallelism) => {
      // Act
      const { log, most, outcomes } = await work(stacks, parallelism);

      // Assess
      expect(outcomes).toEqual(stacks.map(() => "done"));
      expect(most).toBeLessThanOrEqual(parallelism);
      for (const { name, dependsOn } of stacks) {
        for (const source of dependsOn) {
          expect(log.indexOf(`${source} ends`)).toBeLessThan(log.indexOf(`${name} begins`));
        }
      }
    }),
    { numRuns: 60 },
  );
});
