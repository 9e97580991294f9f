import type { Drill } from "../../../drills/drill";
import { hasPassed } from "../../../drills/drill";
import { rehearse } from "../../../drills/rehearse";
import type { Site } from "../../../drills/site/site";

/** A site whose function handles what is written, as often as it is told to. */
class FakeSite {
  readonly signal = new AbortController().signal;
  times = 1;
  private readonly counts = new Map<string, number>();

  async changeTo(): Promise<void> {}

  async write(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.counts.set(id, this.times);
  }

  countsOf(ids: readonly string[]): number[] {
    return ids.map((id) => this.counts.get(id) ?? 0);
  }

  async allHandled(ids: readonly string[]): Promise<boolean> {
    return this.countsOf(ids).every((count) => count > 0);
  }
}

function drill(site: FakeSite, more: Partial<Drill>): Drill {
  return {
    name: "sample",
    incident: "Something happens",
    breakIt: async () => {},
    detect: async () => ({ by: "a look", says: "it is broken" }),
    fixedBy: ["a command"],
    fix: async () => {
      site.times = 1;
    },
    ...more,
  };
}

function run(site: FakeSite, more: Partial<Drill> = {}) {
  return rehearse(drill(site, more), site as unknown as Site);
}

test("a drill that passes: noticed, ended, nothing lost", async () => {
  // Act
  const result = await run(new FakeSite());
  // Assess
  expect(result).toEqual({
    name: "sample",
    incident: "Something happens",
    detected: { by: "a look", says: "it is broken", afterMs: expect.any(Number) },
    fixed: { by: ["a command"], afterMs: expect.any(Number) },
    written: 80,
    handled: 80,
    lost: 0,
    repeated: 0,
    totalMs: expect.any(Number),
  });
  expect(hasPassed(result)).toBe(true);
});

test("records that are never handled are lost, and the drill fails", async () => {
  // Prepare
  const site = new FakeSite();
  const breakIt = async () => {
    site.times = 0;
  };
  // Act
  const result = await run(site, { breakIt });
  // Assess
  expect([result.lost, result.fixed, hasPassed(result)]).toEqual([40, undefined, false]);
});

test("records that are handled twice are counted, and the drill passes", async () => {
  // Prepare
  const site = new FakeSite();
  const breakIt = async () => {
    site.times = 2;
  };
  // Act
  const result = await run(site, { breakIt });
  // Assess
  expect([result.lost, result.repeated, hasPassed(result)]).toEqual([0, 40, true]);
});

test("records that are handled twice fail a drill that allows none", async () => {
  // Prepare
  const site = new FakeSite();
  const breakIt = async () => {
    site.times = 2;
  };
  // Act
  const result = await run(site, { breakIt, once: true });
  // Assess
  expect(result).toMatchObject({
    written: 80,
    handled: 120,
    lost: 0,
    problem: "Records were handled more than once",
  });
  expect(hasPassed(result)).toBe(false);
});

test("an error ends the drill and fails it, and what was written is counted", async () => {
  // Prepare
  const fix = async () => {
    throw new Error("no such command");
  };
  // Act
  const result = await run(new FakeSite(), { fix });
  // Assess
  expect(result).toMatchObject({ written: 60, lost: 0, problem: expect.stringContaining("no such command") });
  expect(hasPassed(result)).toBe(false);
});
