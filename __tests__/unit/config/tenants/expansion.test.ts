import { besideFile, environmentOf, errorsOf, withTenants } from "./support";

const ACME = { tenant: "acme", account: "300000000001" };
const ZEBRA = { tenant: "zebra", account: "300000000002" };

test("each tenant becomes a source, an account and a mapping of its own", () => {
  // Act
  const { accounts, sources, consumers, tenants } = environmentOf(withTenants([ACME, ZEBRA]));

  // Assess
  expect(Object.keys(sources)).toEqual(["changes-acme", "changes-zebra"]);
  expect(sources["changes-acme"]).toMatchObject({ account: "changes-acme", tableName: "Changes" });
  expect(accounts["changes-zebra"]).toEqual({
    id: "300000000002",
    deployRole: "OrganizationAccountAccessRole",
    tags: {},
  });
  expect(consumers.handler?.mappings.map(({ source }) => source)).toEqual(["changes-acme", "changes-zebra"]);
  expect(tenants).toEqual({
    "changes-acme": { source: "changes", tenant: "acme" },
    "changes-zebra": { source: "changes", tenant: "zebra" },
  });
});

test("a list, a CSV file and a YAML file say the same, in any order", () => {
  // Prepare
  const csv = "account,tenant\n# the order changes nothing\n300000000002,zebra\n300000000001,acme\n";
  const yaml = '- { tenant: zebra, account: "300000000002" }\n- { account: "300000000001", tenant: acme }\n';

  // Act
  const listed = environmentOf(withTenants([ACME, ZEBRA]));
  const fromCsv = besideFile("a.csv", csv, (folder) => environmentOf(withTenants("a.csv"), folder));
  const fromYaml = besideFile("a.tenants.yaml", yaml, (folder) =>
    environmentOf(withTenants("a.tenants.yaml"), folder),
  );

  // Assess: the order of keys matters as well, because it is that of the stacks.
  expect(JSON.stringify(fromCsv)).toBe(JSON.stringify(listed));
  expect(JSON.stringify(fromYaml)).toBe(JSON.stringify(listed));
});

test("what a tenant sets takes precedence over what all have in common", () => {
  // Prepare
  const own = {
    ...ACME,
    tableName: "Own",
    externalId: "acme-1",
    tags: { plan: "gold" },
    enabled: false,
    deletionProtection: false,
    unprotectedBecause: "Its contract has ended, and its data is exported",
    replaceStream: "2026-01-31T12:00:00.000",
  };
  const shared = { deployRole: "Deploy", tags: { plan: "basic", product: "orders" } };

  // Act
  const { accounts, sources, consumers } = environmentOf(
    withTenants([own, ZEBRA], { "sources.changes.tenantAccounts": shared }),
  );

  // Assess
  expect(sources["changes-acme"]).toMatchObject({
    tableName: "Own",
    deletionProtection: false,
    replaceStream: "2026-01-31T12:00:00.000",
  });
  expect(accounts["changes-acme"]).toEqual({
    id: "300000000001",
    deployRole: { name: "Deploy", externalId: "acme-1" },
    tags: { plan: "gold", product: "orders" },
  });
  expect(accounts["changes-zebra"]).toEqual({ id: "300000000002", ...shared });
  expect(consumers.handler?.mappings.map(({ enabled }) => enabled)).toEqual([false, true]);
});

test("a CSV file has cells for text, true and false, and columns for tags", () => {
  // Prepare
  const csv =
    '\uFEFFtenant,account,deletionProtection,unprotectedBecause,tag:Team\nacme,300000000001,FALSE,"Exported, and its contract has ended",Orders\nzebra,300000000002,,,\n';

  // Act
  const { accounts, sources } = besideFile("a.csv", csv, (folder) =>
    environmentOf(withTenants("a.csv"), folder),
  );

  // Assess
  expect(sources["changes-acme"]).toMatchObject({
    deletionProtection: false,
    unprotectedBecause: "Exported, and its contract has ended",
  });
  expect(sources["changes-zebra"]).toMatchObject({ deletionProtection: true });
  expect(accounts["changes-acme"]?.tags).toEqual({ Team: "Orders" });
  expect(accounts["changes-zebra"]?.tags).toEqual({});
});

test("a mapping of one tenant takes precedence over that of all", () => {
  // Prepare
  const mappings = [
    { source: "changes", batchSize: 10 },
    { source: "changes-zebra", batchSize: 500 },
  ];

  // Act
  const { consumers } = environmentOf(withTenants([ACME, ZEBRA], { "consumers.handler.mappings": mappings }));

  // Assess
  expect(consumers.handler?.mappings.map(({ source, batchSize }) => [source, batchSize])).toEqual([
    ["changes-acme", 10],
    ["changes-zebra", 500],
  ]);
});

test("alarms and switchers name all tenants by their source", () => {
  // Prepare
  const more = {
    "consumers.handler.alarms": { noEventsHours: { "changes-zebra": 2, changes: 6 } },
    "consumers.handler.accountSwitcher": {
      roleName: "switcher",
      accounts: ["changes", "source"],
      function: { name: "switcher", entry: "__tests__/unit/config/sample.ts" },
    },
  };

  // Act
  const { consumers } = environmentOf(withTenants([ACME, ZEBRA], more));

  // Assess
  expect(consumers.handler?.alarms).toMatchObject({
    noEventsHours: { "changes-acme": 6, "changes-zebra": 2 },
  });
  expect(consumers.handler?.accountSwitcher?.accounts).toEqual(["changes-acme", "changes-zebra", "source"]);
});

test("a file without tenants has none", () => {
  expect(environmentOf(withTenants([ACME])).tenants).toBeDefined();
  expect(errorsOf(withTenants([]))).toEqual([
    "sources.changes.tenants: names no tenant. Add one, or remove the source and its mappings.",
  ]);
});
