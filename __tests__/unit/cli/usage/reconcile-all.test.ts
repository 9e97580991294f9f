import type { OpenedUsage } from "../../../../cli/usage/options";
import { reconcileAll } from "../../../../cli/usage/reconcile-all";
import { UsageError } from "../../../../usage/usage-error";

const SAME = { counted: 7, differences: [] };
const ACME = { tenant: "orders-acme", consumer: "billing" };
const ZEBRA = { tenant: "orders-zebra", consumer: "billing" };

let printed: jest.SpyInstance;
let told: jest.SpyInstance;

beforeEach(() => {
  printed = jest.spyOn(console, "log").mockImplementation();
  told = jest.spyOn(console, "error").mockImplementation();
});

afterEach(() => {
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

function outcome() {
  return { code: process.exitCode, out: JSON.parse(printed.mock.calls.flat().join("\n")) };
}

test("an error for one tenant is told in its place, and the others are compared", async () => {
  // Prepare
  const compare = async ({ tenant }: OpenedUsage) => {
    if (tenant.source !== "orders-acme") return SAME;
    throw new UsageError([{ cause: "AWS refused", remedy: "Use another role" }]);
  };
  // Act
  await reconcileAll({ environment: "saas", json: true }, compare);
  // Assess
  expect(outcome()).toEqual({
    code: 1,
    out: [
      { ...ACME, error: "AWS refused.\nUse another role." },
      { ...ZEBRA, ...SAME },
    ],
  });
});

test("if all tenants are the same, the exit code is 0", async () => {
  await reconcileAll({ environment: "saas", json: true }, async () => SAME);
  expect(outcome()).toEqual({
    code: 0,
    out: [
      { ...ACME, ...SAME },
      { ...ZEBRA, ...SAME },
    ],
  });
});

test("after Ctrl-C, tenants that are done are told, and how many are left", async () => {
  // Prepare
  const controller = new AbortController();
  const compare = async ({ tenant }: OpenedUsage) => {
    if (tenant.source === "orders-acme") return SAME;
    controller.abort();
    throw controller.signal.reason;
  };
  // Act
  await reconcileAll({ environment: "saas", json: true, signal: controller.signal }, compare);
  // Assess
  expect(outcome().out).toEqual([{ ...ACME, ...SAME }]);
  expect(told).toHaveBeenLastCalledWith("Interrupted: 1 of 2 tenants were not compared.");
});
