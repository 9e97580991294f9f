import { setTimeout as sleep } from "node:timers/promises";
import { smoke } from "../../../smoke/smoke";
import { environmentOf, withTenants } from "../config/tenants/support";

const TENANTS = Array.from({ length: 10 }, (_, index) => ({
  tenant: `t${index}`,
  account: String(300_000_000_000 + index),
}));

/** An environment with ten tenants, each of which may be tested. */
const saas = () =>
  environmentOf(withTenants(TENANTS, { "sources.changes.smokeTest": { key: { id: "smoke" } } }));
const KEYS = TENANTS.map(({ tenant }) => `changes-${tenant}`);

test("of many tenants, four are tested at once: more would ask for the function's log too often", async () => {
  // Prepare
  let now = 0;
  let most = 0;
  const connect = async () => {
    now += 1;
    most = Math.max(most, now);
    await sleep(5);
    now -= 1;
    throw new Error("no such account");
  };

  // Act
  const { signal } = new AbortController();
  const { tested, skipped } = await smoke(saas(), {
    connect,
    timeoutMs: 1_000,
    signal,
    onProgress: () => undefined,
  });

  // Assess
  expect(most).toBe(4);
  expect(tested.map(({ source }) => source)).toEqual(KEYS);
  expect(skipped).toEqual([]);
});

test("after Ctrl-C, no further test begins, and those that did not are told", async () => {
  // Prepare
  const controller = new AbortController();
  let connections = 0;
  const connect = async () => {
    connections += 1;
    controller.abort();
    throw new Error("no such account");
  };

  // Act
  const { tested } = await smoke(saas(), {
    connect,
    timeoutMs: 1_000,
    signal: controller.signal,
    onProgress: () => undefined,
  });

  // Assess
  const interrupted = tested.filter(({ problems }) => /before it began$/.test(problems[0]?.cause ?? ""));
  expect(connections).toBeLessThanOrEqual(4);
  expect(interrupted).toHaveLength(10 - connections);
  expect(tested.map(({ source }) => source)).toEqual(KEYS);
});

test("one source is tested if only that is wanted, and refused if it allows no test", async () => {
  // Prepare
  const reached: string[] = [];
  const connect = async ({ accountId }: { readonly accountId: string }) => {
    reached.push(accountId);
    throw new Error("no such account");
  };
  const { signal } = new AbortController();
  const options = { connect, timeoutMs: 1_000, signal, onProgress: () => undefined };
  const without = environmentOf(withTenants(TENANTS));

  // Act
  const { tested, skipped } = await smoke(saas(), { ...options, only: "changes-t7" });
  const refused = smoke(without, { ...options, only: "changes-t7" });

  // Assess
  await expect(refused).rejects.toThrow(
    "The entry of changes-t7 has no smokeTest.\nAdd the key that a test may use (docs/smoke.md).",
  );
  expect(reached).toEqual(["300000000007"]);
  expect(tested.map(({ source }) => source)).toEqual(["changes-t7"]);
  expect(skipped).toEqual([]);
});
