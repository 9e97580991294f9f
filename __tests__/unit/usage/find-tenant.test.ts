import { allTenants, findTenant } from "../../../usage/find-tenant";
import { REMOVED } from "../config/sample";
import { environmentOf, withTenants } from "../config/tenants/support";

const TENANTS = [
  { tenant: "acme", account: "300000000001" },
  { tenant: "zebra", account: "300000000002", tableName: "Own" },
];
const METER = {
  roleName: "Meter",
  ledgerTableName: "Usage",
  sources: ["changes"],
  function: { name: "meter" },
};

test("a tenant is found by its ID and by the name of its source; the meter of all tenants counts it", () => {
  // Prepare
  const environment = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": METER }));
  // Act
  const byId = findTenant(environment, "zebra");
  const bySource = findTenant(environment, "changes-zebra");
  // Assess
  expect(bySource).toEqual(byId);
  expect(byId).toMatchObject({ source: "changes-zebra", owner: "300000000002/Own", consumer: "handler" });
  expect(environment.consumers.handler?.usageMeter?.sources).toEqual(["changes-acme", "changes-zebra"]);
});

test("an unknown tenant, and one that no meter counts, are refused in words", () => {
  // Prepare
  const metered = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": METER }));
  const plain = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": REMOVED }));
  // Assess
  expect(() => findTenant(metered, "acne")).toThrow('there is no tenant "acne"');
  expect(() => findTenant(plain, "acme")).toThrow('nobody counts the changes of "changes-acme"');
});

test("all tenants are the sources that a meter counts; an environment without a meter is refused", () => {
  // Prepare
  const metered = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": METER }));
  const plain = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": REMOVED }));
  // Assess
  expect(allTenants(metered)).toEqual([findTenant(metered, "acme"), findTenant(metered, "zebra")]);
  expect(() => allTenants(plain)).toThrow("no consumer of the environment has a usage meter");
});

test("a tenant that was removed from the file is found by account and table; one that is there, as itself", () => {
  // Prepare
  const environment = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": METER }));
  const plain = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": REMOVED }));
  // Act
  const removed = findTenant(environment, "300000000009/Old.Orders");
  // Assess
  expect(removed).toEqual({
    ...{ source: "300000000009/Old.Orders", owner: "300000000009/Old.Orders", consumer: "handler" },
    ...{ accountId: "300000000009", tableName: "Old.Orders", region: "eu-central-1" },
    meter: environment.consumers.handler?.usageMeter,
  });
  expect(findTenant(environment, "300000000002/Own")).toEqual(findTenant(environment, "zebra"));
  expect(() => findTenant(environment, "300000000009/Orders", "nobody")).toThrow(
    '"nobody" is none of the consumers that have a usage meter',
  );
  expect(() => findTenant(plain, "300000000009/Orders")).toThrow(
    "no consumer of the environment has a usage meter",
  );
  expect(() => findTenant(environment, "gone")).toThrow("its account and table, such as 111111111111/Orders");
});

test("with several meters, the consumer that counted a removed tenant has to be named", () => {
  // Prepare
  const environment = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": METER }));
  const { handler } = environment.consumers;
  if (!handler) throw new Error("The sample has no handler.");
  const two = { ...environment, consumers: { handler, second: handler } };
  // Assess
  expect(() => findTenant(two, "300000000009/Orders")).toThrow("several consumers have a usage meter");
  expect(findTenant(two, "300000000009/Orders", "second").consumer).toBe("second");
});

test("a tenant that several meters count: the consumer has to be named, and is the one that is asked", () => {
  // Prepare
  const environment = environmentOf(withTenants(TENANTS, { "consumers.handler.usageMeter": METER }));
  const { handler } = environment.consumers;
  if (!handler) throw new Error("The sample has no handler.");
  const two = { ...environment, consumers: { handler, second: handler } };
  // Act
  const second = findTenant(two, "acme", "second");
  const all = allTenants(two).map(({ consumer, source }) => [consumer, source]);
  const ofSecond = allTenants(two, "second").map(({ consumer }) => consumer);
  // Assess
  expect(second.consumer).toBe("second");
  expect(all).toEqual([
    ["handler", "changes-acme"],
    ["handler", "changes-zebra"],
    ["second", "changes-acme"],
    ["second", "changes-zebra"],
  ]);
  expect(ofSecond).toEqual(["second", "second"]);
  expect(() => findTenant(two, "acme")).toThrow('several consumers count "changes-acme"');
  expect(() => findTenant(two, "acme", "third")).toThrow(
    '"third" is none of the consumers that count "changes-acme"',
  );
  expect(() => allTenants(two, "third")).toThrow('"third" is none of the consumers that have a usage meter');
});
