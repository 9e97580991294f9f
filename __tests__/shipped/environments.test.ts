import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environmentNames } from "../../config/environment-file";
import { loadEnvironment } from "../../config/load-environment";
import { OWN_ENVIRONMENTS_DIRECTORY } from "../../config/paths";
import { stackNames } from "../../config/stack-names";
import { meteredSources } from "../../config/usage-meters";
import { anyOf } from "../../packages/stream-mappings/src/filtering/filter-pattern";

/** The files that come with the project. These tests are the project's own; `npm test` leaves them out. */
const NAMES = [
  "central-table",
  "example",
  "example-reaching",
  "existing-table",
  "minimal",
  "saas",
  "sandbox",
  "terraform-cloud",
];

/** Those with one source and one consumer. */
const PAIRS = ["example", "example-reaching", "minimal", "sandbox", "terraform-cloud"];

function textOf(name: string): string {
  return readFileSync(join(OWN_ENVIRONMENTS_DIRECTORY, `${name}.yaml`), "utf8");
}

test("these are all the environments", () => {
  // Prepare: nothing

  // Act
  const names = environmentNames(OWN_ENVIRONMENTS_DIRECTORY);

  // Assess
  expect(names).toEqual(NAMES);
});

test.each(NAMES)("%s loads without a warning", (name) => {
  // Prepare: the file is part of the project

  // Act
  const { warnings } = loadEnvironment(name, OWN_ENVIRONMENTS_DIRECTORY);

  // Assess
  expect(warnings).toEqual([]);
});

function stacksOf(name: string): string[] {
  const { sources, consumers } = stackNames(loadEnvironment(name, OWN_ENVIRONMENTS_DIRECTORY).environment);
  return [...Object.values(sources), ...Object.values(consumers)];
}

test.each(PAIRS)("%s has one source and one consumer", (name) => {
  // Prepare: the file is part of the project

  // Act
  const stacks = stacksOf(name);

  // Assess
  expect(stacks).toEqual(["source", "consumer"]);
});

test("saas has a source for each tenant, and one consumer whose handler and meter read all of them", () => {
  // Prepare
  const tenants = ["acme", "birch", "cedar", "delta", "zebra"];

  // Act
  const { environment } = loadEnvironment("saas", OWN_ENVIRONMENTS_DIRECTORY);

  // Assess
  expect(stacksOf("saas")).toEqual([
    ...tenants.map((tenant) => `source-orders-${tenant}`),
    "consumer-billing",
  ]);
  const { usageMeter, mappings = [] } = environment.consumers.billing ?? {};
  expect(mappings.map(({ source, batchSize }) => [source, batchSize])).toEqual(
    tenants.map((tenant) => [`orders-${tenant}`, tenant === "zebra" ? 500 : 100]),
  );
  expect(usageMeter && meteredSources({ usageMeter, mappings })).toEqual(
    tenants.map((tenant) => `orders-${tenant}`),
  );
  expect(usageMeter?.sums).toEqual([{ name: "amount", path: ["amount"] }]);
});

test("one tenant of saas has a table and a deploy role of its own; tags are added to those of all", () => {
  // Prepare: the file is part of the project

  // Act
  const { accounts, sources } = loadEnvironment("saas", OWN_ENVIRONMENTS_DIRECTORY).environment;

  // Assess
  const tenant = (name: string) => [
    sources[name]?.tableName,
    accounts[name]?.deployRole,
    accounts[name]?.tags,
  ];
  const tags = { Environment: "saas", Team: "orders" };
  expect(tenant("orders-birch")).toEqual([
    "Orders",
    "OrganizationAccountAccessRole",
    { ...tags, Plan: "basic" },
  ]);
  expect(tenant("orders-zebra")).toEqual(["OrdersOfZebra", "ZebraDeploy", { ...tags, Plan: "gold" }]);
});

/** The tenants whose functions receive a record, by the filters that the local AWS evaluates. */
function receiversOf(record: object): string[] {
  const { consumers } = loadEnvironment("central-table", OWN_ENVIRONMENTS_DIRECTORY).environment;
  return Object.keys(consumers).filter((name) => {
    const filters = consumers[name]?.mappings.flatMap((mapping) => mapping.filters ?? []) ?? [];
    return anyOf(filters.map((filter) => JSON.stringify(filter)))(record);
  });
}

test("central-table has one source and a consumer for each tenant, in an account of its own", () => {
  // Prepare: the file is part of the project

  // Act
  const { consumers } = loadEnvironment("central-table", OWN_ENVIRONMENTS_DIRECTORY).environment;

  // Assess
  expect(stacksOf("central-table")).toEqual(["source-orders", "consumer-acme", "consumer-zebra"]);
  expect(Object.values(consumers).map(({ account }) => account)).toEqual(["acme", "zebra"]);
});

test.each([
  ["acme#1", ["acme"]],
  ["zebra#1", ["zebra"]],
  ["acme-labs#1", []],
  ["acme", []],
  ["other#acme#1", []],
])("central-table: changes of %s go to %j only, removals included", (id, tenants) => {
  // Prepare
  const [inserted, removed] = ["INSERT", "REMOVE"].map((eventName) => ({
    eventName,
    dynamodb: { Keys: { tenantOrderId: { S: id } } },
  }));

  // Act
  const receivers = [inserted, removed].map((record) => receiversOf(record ?? {}));

  // Assess
  expect(receivers).toEqual([tenants, tenants]);
});

test("existing-table leaves the table to its owner, and names the owner's key", () => {
  // Prepare: the file is part of the project

  // Act
  const { sources } = loadEnvironment("existing-table", OWN_ENVIRONMENTS_DIRECTORY).environment;

  // Assess
  expect(stacksOf("existing-table")).toEqual(["source-orders", "consumer-order-events"]);
  expect(sources.orders?.existing).toBe(true);
  expect(sources.orders?.encryption).toMatchObject({ type: "customer-managed", keyArn: expect.any(String) });
});

test.each(NAMES)("%s names the JSON Schema in its first line", (name) => {
  // Prepare: the file is part of the project

  // Act
  const [first] = textOf(name).split("\n");

  // Assess
  expect(first).toBe("# yaml-language-server: $schema=./environment.schema.json");
});

test("terraform-cloud differs from minimal in its backend only", () => {
  // Prepare
  const { backend: _local, ...minimal } = parse(textOf("minimal"));

  // Act
  const { backend, ...cloud } = parse(textOf("terraform-cloud"));

  // Assess
  expect(cloud).toEqual(minimal);
  expect(backend.type).toBe("cloud");
});

test("minimal is short, and leaves out whatever has a default", () => {
  // Prepare
  const lines = textOf("minimal").split("\n");

  // Act
  const settings = lines.filter((line) => !/^\s*(#|$)/.test(line));

  // Assess
  expect(settings.length).toBeLessThanOrEqual(19);
  expect(Object.keys(parse(textOf("minimal")))).toEqual([
    "region",
    "backend",
    "accounts",
    "sources",
    "consumers",
  ]);
});
