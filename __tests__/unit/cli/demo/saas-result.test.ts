import type { Deployed, ResourceChange } from "../../../../cli/demo/many/deployment";
import { type Compared, isEqual } from "../../../../cli/demo/saas/counted-usage";
import { keptMappings, unexpectedChanges } from "../../../../cli/demo/saas/mappings";
import type { MeteredTenant } from "../../../../cli/demo/saas/metered-tenant";
import { emptySaasResult, type SaasResult, saasHolds } from "../../../../cli/demo/saas/result";
import { saasText } from "../../../../cli/demo/saas/text";

const COUNTED = { inserts: 3, modifies: 2, removes: 1, bytes: 240, amount: "12.5" };

function compared(tenant: string): Compared {
  return { tenant, written: COUNTED, ledger: COUNTED, gaps: 0, unresolved: 0, equal: true };
}

const GOOD: SaasResult = {
  ...emptySaasResult(7, ["acme", "zebra"], { leaving: "acme", joining: "nova" }),
  writtenMeanwhile: 12,
  changes: [],
  unexpectedChanges: [],
  mappingsKept: 2,
  mappingsLost: [],
  usage: ["zebra", "nova", "acme"].map(compared),
};

test("a ledger that says what was written is equal", () => {
  // Act
  const equal = isEqual(compared("acme"));

  // Assess
  expect(equal).toBe(true);
});

test.each<[string, Partial<Compared>]>([
  ["inserts", { ledger: { ...COUNTED, inserts: 4 } }],
  ["modifies", { ledger: { ...COUNTED, modifies: 0 } }],
  ["removes", { ledger: { ...COUNTED, removes: 0 } }],
  ["bytes", { ledger: { ...COUNTED, bytes: 0 } }],
  ["the amount", { ledger: { ...COUNTED, amount: "12.51" } }],
  ["gaps", { gaps: 1 }],
  ["no known gaps", { gaps: Number.NaN }],
  ["what is unresolved", { unresolved: 1 }],
])("%s makes a difference", (_, different) => {
  // Act
  const equal = isEqual({ ...compared("acme"), ...different });

  // Assess
  expect(equal).toBe(false);
});

test.each<[string, Partial<SaasResult>]>([
  [
    "a tenant differs",
    { usage: [{ ...compared("zebra"), equal: false }, compared("nova"), compared("acme")] },
  ],
  ["a tenant was not compared", { usage: [compared("zebra"), compared("nova")] }],
  ["nothing was compared", { usage: null }],
  ["nothing was written meanwhile", { writtenMeanwhile: 0 }],
  ["a change was not expected", { unexpectedChanges: ["x"] }],
  ["nobody looked at the changes", { unexpectedChanges: null }],
  ["a mapping was lost", { mappingsLost: ["billing 111111111111"] }],
  ["no mapping was kept", { mappingsKept: 0 }],
])("the scenario holds, but not if %s", (_, different) => {
  // Act
  const held = [GOOD, { ...GOOD, ...different }].map(saasHolds);

  // Assess
  expect(held).toEqual([true, false]);
});

test("the mappings of others are the same only by their UUIDs", () => {
  // Prepare
  const tenants = [{ accountId: "111111111111" }, { accountId: "222222222222" }] as MeteredTenant[];
  const before = new Map([
    ["billing 111111111111", "a"],
    ["billing 222222222222", "b"],
    ["meter 222222222222", "c"],
    ["billing 333333333333", "d"],
  ]);
  const after = new Map([
    ["billing 111111111111", "a"],
    ["billing 222222222222", "new"],
  ]);

  // Act
  const found = keptMappings(tenants, before, after);

  // Assess
  expect(found).toEqual({ kept: 1, lost: ["billing 222222222222", "meter 222222222222"] });
});

const MAPPING = "aws_lambda_event_source_mapping";

function deployed(...changes: [string, string, ResourceChange["what"]][]): Deployed {
  return { results: {}, changes: changes.map(([stack, address, what]) => ({ stack, address, what })) };
}

test("what an exchange of two tenants must change is expected", () => {
  // Prepare
  const exchange = deployed(
    ["consumer-billing", "aws_iam_role_policy.role_policy", "Modifications"],
    ["consumer-billing", `${MAPPING}.mapping_orders_acme`, "Destruction"],
    ["consumer-billing-mappings-3", `${MAPPING}.meter_mapping_orders_made_up_6`, "Creation"],
    ["source-orders-made-up-6", "aws_dynamodb_table.table", "Creation"],
  );

  // Act
  const unexpected = unexpectedChanges(exchange, "acme", "made-up-6");

  // Assess
  expect(unexpected).toEqual([]);
});

test.each<[string, string, ResourceChange["what"], string]>([
  ["consumer-billing", `${MAPPING}.mapping_orders_zebra`, "Destruction", "destroyed"],
  ["consumer-billing", `${MAPPING}.mapping_orders_zebra`, "Modifications", "changed"],
  ["consumer-billing", `${MAPPING}.mapping_orders_acme`, "Creation", "created"],
  ["consumer-billing", `${MAPPING}.mapping_orders_made_up_6`, "Destruction", "destroyed"],
  ["consumer-billing", "aws_iam_role_policy.role_policy", "Creation", "created"],
  ["consumer-billing", "aws_lambda_function.function", "Modifications", "changed"],
  ["source-orders-zebra", "aws_dynamodb_table.table", "Modifications", "changed"],
  ["source-orders-made-up-6", "aws_dynamodb_table.table", "Destruction", "destroyed"],
])("%s %s %s is not expected", (stack, address, what, word) => {
  // Act
  const unexpected = unexpectedChanges(deployed([stack, address, what]), "acme", "made-up-6");

  // Assess
  expect(unexpected).toEqual([`${stack} ${address} ${word}`]);
});

test("the report shows ledger and count of each tenant, and what was not expected", () => {
  // Prepare
  const differs = { ...compared("nova"), ledger: { ...COUNTED, inserts: 2 }, equal: false };
  const result = { ...GOOD, usage: [compared("zebra"), differs, compared("acme")], unexpectedChanges: ["x"] };

  // Act
  const text = saasText(result);

  // Assess
  expect(text).toBe(
    [
      "",
      "What the ledger says, beside what was written (ledger/written; seed 7):",
      "",
      "tenant          inserted  modified  removed    bytes     amount  gaps  unresolved",
      "zebra                3/3       2/2      1/1  240/240  12.5/12.5     0           0          ✓",
      "nova (added)         2/3       2/2      1/1  240/240  12.5/12.5     0           0  ✗ differs",
      "acme (removed)       3/3       2/2      1/1  240/240  12.5/12.5     0           0          ✓",
      "",
      "acme went and nova came in one deployment, while 12 changes of the others were written:",
      "The other tenants have the same 2 mappings as before (by their UUIDs).",
      "Not expected: x",
    ].join("\n"),
  );
});
