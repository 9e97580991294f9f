import { stackOfMappings } from "../../../../config/mapping-places";
import { environmentOf, withTenants } from "./support";

/** By the hash, of two stacks: acme in the second, bolt in the first. */
const TENANTS = [
  { tenant: "acme", account: "300000000001" },
  { tenant: "bolt", account: "300000000002" },
];

test("a tenant's mappings are in one of the mapping stacks, or without these in the consumer's own", () => {
  // Prepare
  const spread = environmentOf(withTenants(TENANTS, { "consumers.handler.mappingStacks": 2 }));
  const together = environmentOf(withTenants(TENANTS));

  // Act
  const stacks = ["changes-acme", "changes-bolt"].map((source) => [
    stackOfMappings(spread, "handler", source),
    stackOfMappings(together, "handler", source),
  ]);

  // Assess
  expect(stacks).toEqual([
    ["consumer-mappings-2", "consumer"],
    ["consumer-mappings-1", "consumer"],
  ]);
});
