import { DeleteItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { SaasResult } from "../../../cli/demo/saas/result";
import { saasDemo } from "../../../cli/demo/saas/saas-demo";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { ownDemoSandbox, repeatLast, runAll } from "../support/own-demo";

ownDemoSandbox();

const CONSUMER = "210987654321";

/** Deletes one item of the ledger. @returns the account whose usage it was */
async function forgetOnePeriod(): Promise<string> {
  const { dynamodb, destroy } = accountClients(requireRunning(), CONSUMER);
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: "UsageLedger" }));
  const one = Items.find(({ owner }) => owner?.S?.endsWith("/OrdersOfZebra"));
  const Key = { owner: one?.owner ?? { S: "" }, slot: one?.slot ?? { S: "" } };
  await dynamodb.send(new DeleteItemCommand({ TableName: "UsageLedger", Key }));
  destroy();
  return one?.owner?.S ?? "";
}

test(
  "the ledger says what was written, while one tenant goes and another comes; what it lacks is found",
  async () => {
    // Prepare
    const demo = saasDemo({
      ...{ seed: 7, tenants: 2, keep: true, patienceMs: 30_000 },
      signal: new AbortController().signal,
    });
    const result = demo.result as SaasResult;

    // Act
    await runAll(demo);
    const first = { holds: demo.holds(), usage: result.usage, text: demo.text(), next: demo.nextSteps() };
    const forgotten = await forgetOnePeriod();
    await repeatLast(demo);

    // Assess
    expect(first.holds).toBe(true);
    expect(first.usage?.map(({ tenant }) => tenant)).toEqual(["made-up-1", "zebra", "acme"]);
    for (const one of first.usage ?? []) {
      expect(one).toEqual({ ...one, ledger: one.written, gaps: 0, unresolved: 0, equal: true });
      expect(one.ledger.bytes).toBeGreaterThan(0);
      expect(one.written.inserts + one.written.modifies + one.written.removes).toBeGreaterThanOrEqual(20);
    }
    expect(result).toMatchObject({ tenants: ["acme", "zebra"], removed: "acme", added: "made-up-1" });
    expect(result.writtenMeanwhile).toBeGreaterThan(0);
    expect(result).toMatchObject({ mappingsKept: 2, mappingsLost: [], unexpectedChanges: [] });
    expect(result.changes?.filter((line) => line.startsWith("consumer-billing "))).toEqual([
      "consumer-billing aws_iam_role_policy.meter_role_policy changed",
      "consumer-billing aws_iam_role_policy.role_policy changed",
      "consumer-billing aws_lambda_event_source_mapping.mapping_orders_acme destroyed",
      "consumer-billing aws_lambda_event_source_mapping.mapping_orders_made_up_1 created",
      "consumer-billing aws_lambda_event_source_mapping.meter_mapping_orders_acme destroyed",
      "consumer-billing aws_lambda_event_source_mapping.meter_mapping_orders_made_up_1 created",
    ]);
    expect(first.text.match(/✓/g)).toHaveLength(3);
    expect(first.next).toContain("npm run usage -- --environment saas --tenant zebra");

    expect(forgotten).toBe("890123456789/OrdersOfZebra");
    expect(demo.holds()).toBe(false);
    expect(result.usage?.map(({ tenant, equal }) => [tenant, equal])).toEqual([
      ["made-up-1", true],
      ["zebra", false],
      ["acme", true],
    ]);
    expect(demo.text()).toMatch(/^zebra .* ✗ differs$/m);
  },
  APPLY_TIMEOUT_MS,
);
