import type { JsonObjects, Stored, WriteCondition } from "../../../replay/json-objects";
import { type LeaseNote, type LeaseOptions, withLease } from "../../../replay/lease";

/** One object of a bucket, with S3's conditional writes. */
class OneObject {
  stored: Stored<LeaseNote> | undefined;
  writes = 0;
  refuses = false;

  async get(): Promise<Stored<LeaseNote> | undefined> {
    return this.stored;
  }

  async put(_key: string, value: unknown, condition?: WriteCondition): Promise<string | undefined> {
    if (this.refuses) throw new Error("no way");
    if (condition && "absent" in condition && this.stored) return undefined;
    if (condition && "etag" in condition && condition.etag !== this.stored?.etag) return undefined;
    const etag = String(++this.writes);
    this.stored = { value: value as LeaseNote, etag };
    return etag;
  }
}

function lease<T>(object: OneObject, holder: string, work: Parameters<typeof withLease<T>>[2], more = {}) {
  const options: LeaseOptions = {
    key: "redrive/lease.json",
    holder,
    longestWorkSeconds: 0,
    takeOver: false,
    beatMs: 20,
    ...more,
  };
  return withLease(object as unknown as JsonObjects, options, work);
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

test("while one works another is refused; afterwards it may work", async () => {
  // Prepare
  const object = new OneObject();
  const waits: (string | null)[] = [];

  // Act
  const first = lease(object, "first", async ({ assertHeld }) => {
    await pause(200);
    assertHeld();
    return "done";
  });
  await pause(10);
  const refused = await lease(object, "second", async () => "never", {
    onWait: ({ holder }: LeaseNote) => waits.push(holder),
  }).catch((error: Error) => error.message);
  const done = await first;
  const later = await lease(object, "second", async () => "later");

  // Assess
  expect(refused).toMatch(/^first has been working on this failure bucket since /);
  expect(waits).toEqual(["first"]);
  expect([done, later]).toEqual(["done", "later"]);
  expect(object.stored?.value.holder).toBeNull();
});

test("of two that begin at once, one works", async () => {
  // Prepare
  const object = new OneObject();
  let working = 0;
  const work = async () => {
    working += 1;
    expect(working).toBe(1);
    await pause(100);
    working -= 1;
  };

  // Act
  const results = await Promise.allSettled(["first", "second"].map((holder) => lease(object, holder, work)));

  // Assess
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a holder that has ended without a word is succeeded after its time, or at once if the user says so", async () => {
  // Prepare
  const dead = { holder: "dead", since: "2026-01-01", leaseSeconds: 0.2, beat: "last" };
  const [patient, hasty] = [new OneObject(), new OneObject()];
  for (const object of [patient, hasty]) object.stored = { value: dead, etag: "old" };

  // Act
  const start = performance.now();
  await lease(hasty, "next", async () => undefined, { takeOver: true });
  const hastyMs = performance.now() - start;
  await lease(patient, "next", async () => undefined);
  const patientMs = performance.now() - start - hastyMs;

  // Assess
  expect(hastyMs).toBeLessThan(200);
  expect(patientMs).toBeGreaterThanOrEqual(200);
});

test("a holder that was taken over, or cannot renew its lease, starts nothing more", async () => {
  // Prepare
  const [taken, unreachable] = [new OneObject(), new OneObject()];
  const after = (ms: number, object: OneObject, change: () => void) =>
    lease(object, "first", async ({ assertHeld, signal }) => {
      assertHeld();
      change();
      await pause(ms);
      return { aborted: signal.aborted, held: assertHeld() };
    }).catch((error: Error) => error.message);

  // Act
  const messages = [
    await after(60, taken, () => {
      taken.stored = {
        value: { ...(taken.stored as Stored<LeaseNote>).value, holder: "other" },
        etag: "other",
      };
    }),
    await after(120, unreachable, () => {
      unreachable.refuses = true;
    }),
  ];

  // Assess
  for (const message of messages) expect(message).toMatch(/^Another run has taken over/);
  expect(taken.stored?.value.holder).toBe("other");
});
