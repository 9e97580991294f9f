import fc from "fast-check";
import { Checkpoint } from "../../src/checkpoint/checkpoint";
import { laneOf } from "../../src/model/lane-of";

const key = (n: number) => `item-${n}`;

test("the position moves past settled records only as far as there is no gap", () => {
  // Prepare
  const checkpoint = new Checkpoint({ factor: 1 });
  for (const n of [1, 2, 3]) checkpoint.note(String(n));

  // Act
  checkpoint.settle(["3"], 0);
  const withGap = checkpoint.position(false);
  checkpoint.settle(["1", "2"], 0);

  // Assess
  expect(withGap.after).toBeUndefined();
  expect(checkpoint.position(false).after).toBe("3");
  expect(checkpoint.outstanding).toBe(0);
});

test("a settled record is saved at once, with the open window; the end of a shard, too", () => {
  // Prepare
  const saved: unknown[] = [];
  const window = { open: { start: 0, state: { count: 1 } } };
  const checkpoint = new Checkpoint({ factor: 1, save: (position) => saved.push(position), window });
  checkpoint.note("1");

  // Act
  checkpoint.settle(["1"], 0);
  checkpoint.finish();

  // Assess
  expect(saved).toEqual([
    { after: "1", lanes: [], finished: false, window: window.open },
    { after: "1", lanes: [], finished: true, window: window.open },
  ]);
});

test("filtered records settle without a lane", () => {
  // Prepare
  const checkpoint = new Checkpoint({ factor: 1 });
  checkpoint.note("1");

  // Act
  checkpoint.settle(["1"]);

  // Assess
  expect(checkpoint.position(false)).toEqual({ after: "1", lanes: [], finished: false });
});

test("a restart repeats nothing that was settled, with any number of lanes before and after", () => {
  const factors = fc.integer({ min: 1, max: 10 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      factors,
      factors,
      fc.array(fc.nat({ max: 60 }), { minLength: 10, maxLength: 10 }),
      (count, before, after, progress) => {
        const first = new Checkpoint({ factor: before });
        const settled = new Set<number>();
        const lanes = Array.from({ length: before }, () => [] as number[]);
        for (let n = 1; n <= count; n += 1) {
          first.note(String(n));
          lanes[laneOf(key(n), before)]?.push(n);
        }
        lanes.forEach((lane, index) => {
          const done = lane.slice(0, progress[index]);
          for (const n of done) settled.add(n);
          first.settle(done.map(String), index);
        });

        const second = new Checkpoint({
          position: JSON.parse(JSON.stringify(first.position(false))),
          factor: after,
        });
        const repeated = Array.from({ length: count }, (_, index) => index + 1).filter(
          (n) => n > Number(second.start ?? 0) && !second.knows(String(n), key(n)),
        );
        const open = Array.from({ length: count }, (_, index) => index + 1).filter((n) => !settled.has(n));
        expect(repeated).toEqual(open);
      },
    ),
  );
});
