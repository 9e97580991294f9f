import { TimedCache } from "../../src/authorization/timed-cache";

const LIFETIME = { fresh: 1000, valid: 1500 };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function counting() {
  let count = 0;
  return async () => {
    count += 1;
    return count;
  };
}

test("an answer serves while it is fresh", async () => {
  // Prepare
  const cache = new TimedCache<number>(LIFETIME);
  const fetch = counting();

  // Act
  const first = await cache.get("a", fetch);
  jest.advanceTimersByTime(999);

  // Assess
  expect([first, await cache.get("a", fetch)]).toEqual([1, 1]);
});

test("an ageing answer still serves while a new one is fetched", async () => {
  // Prepare
  const cache = new TimedCache<number>(LIFETIME);
  const fetch = counting();
  await cache.get("a", fetch);
  jest.advanceTimersByTime(1200);

  // Act
  const old = await cache.get("a", fetch);
  await Promise.resolve();

  // Assess
  expect([old, await cache.get("a", fetch)]).toEqual([1, 2]);
});

test("an answer past its time is never given", async () => {
  // Prepare
  const cache = new TimedCache<number>(LIFETIME);
  const fetch = counting();
  await cache.get("a", fetch);

  // Act
  jest.advanceTimersByTime(1500);

  // Assess
  expect(await cache.get("a", fetch)).toBe(2);
});

test("a failure is not remembered", async () => {
  // Prepare
  const cache = new TimedCache<number>(LIFETIME);

  // Act
  const failed = cache.get("a", () => Promise.reject(new Error("down")));

  // Assess
  await expect(failed).rejects.toThrow("down");
  expect(await cache.get("a", async () => 7)).toBe(7);
});

test.each([1200, 1500])(
  "an answer that says the same %i ms later is the same object, another is not",
  async (ms) => {
    // Prepare
    const cache = new TimedCache<{ says: string }>(LIFETIME);
    let says = "same";
    const fetch = async () => ({ says });
    const first = await cache.get("a", fetch);

    // Act
    jest.advanceTimersByTime(ms);
    await cache.get("a", fetch);
    await jest.advanceTimersByTimeAsync(0);
    const second = await cache.get("a", fetch);
    says = "other";
    jest.advanceTimersByTime(ms);
    await cache.get("a", fetch);
    await jest.advanceTimersByTimeAsync(0);
    const third = await cache.get("a", fetch);

    // Assess
    expect(second).toBe(first);
    expect(third).toEqual({ says: "other" });
  },
);
