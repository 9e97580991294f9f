import { InvokeCommand } from "@aws-sdk/client-lambda";
import { centralDemo } from "../../../cli/demo/central/central-demo";
import type { CentralResult } from "../../../cli/demo/central/result";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { ownDemoSandbox, repeatLast, runAll } from "../support/own-demo";

ownDemoSandbox();

/** Gives the function of zebra a change of acme, as a mapping without a filter would. */
async function giveToWrongFunction(): Promise<void> {
  const { lambda, destroy } = accountClients(requireRunning(), "890123456789");
  const record = {
    eventID: "of-acme",
    eventName: "REMOVE",
    eventSource: "aws:dynamodb",
    eventSourceARN: "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders/stream/2026-01-01T00:00:00.000",
    awsRegion: "eu-central-1",
    dynamodb: {
      Keys: { tenantOrderId: { S: "acme#1" } },
      ApproximateCreationDateTime: 1_767_225_600,
      SequenceNumber: "1",
      SizeBytes: 20,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };
  const Payload = Buffer.from(JSON.stringify({ Records: [record] }));
  await lambda.send(new InvokeCommand({ FunctionName: "orders-of-zebra", Payload }));
  destroy();
}

test(
  "each tenant's function is given exactly its tenant's changes; one that is given another's is found",
  async () => {
    // Prepare
    const demo = centralDemo({
      ...{ seed: 7, keep: true, patienceMs: 30_000 },
      signal: new AbortController().signal,
    });
    const result = demo.result as CentralResult;

    // Act
    await runAll(demo);
    const first = { holds: demo.holds(), tenants: result.tenants, text: demo.text(), next: demo.nextSteps() };
    await giveToWrongFunction();
    await repeatLast(demo);

    // Assess
    expect(first.holds).toBe(true);
    expect(first.tenants?.map(({ tenant, functionName }) => [tenant, functionName])).toEqual([
      ["acme", "orders-of-acme"],
      ["zebra", "orders-of-zebra"],
      ["acme-labs", null],
    ]);
    for (const { functionName, received, written, missing, ofOthers } of first.tenants ?? []) {
      expect(written.inserts + written.modifies + written.removes).toBeGreaterThanOrEqual(40);
      expect([received, missing, ofOthers]).toEqual([functionName === null ? null : written, 0, 0]);
    }
    expect(first.text.match(/✓/g)).toHaveLength(2);
    expect(first.next).toContain(
      "npm run sandbox -- logs orders-of-acme --environment central-table --follow",
    );

    expect(demo.holds()).toBe(false);
    expect(result.tenants?.map(({ tenant, ofOthers }) => [tenant, ofOthers])).toEqual([
      ["acme", 0],
      ["zebra", 1],
      ["acme-labs", 0],
    ]);
    expect(demo.text()).toMatch(/^zebra .* ✗ differs$/m);
  },
  APPLY_TIMEOUT_MS,
);
