import { sourceMeant, sourceOfTenant } from "../../../config/source-meant";
import { UserError } from "../../../errors/user-error";
import { environmentOf, withTenants } from "./tenants/support";

const ACME = { tenant: "acme", account: "300000000001" };
const environment = environmentOf(withTenants([ACME, { tenant: "zebra", account: "300000000002" }]));

test.each([
  [{}, undefined],
  [{ source: "changes-acme" }, "changes-acme"],
  [{ tenant: "changes-acme" }, "changes-acme"],
  [{ tenant: "acme" }, "changes-acme"],
])("%j means %s", (words, key) => {
  expect(sourceMeant(environment, words)).toBe(key);
});

test.each([
  [
    { source: "changes-acne" },
    'The environment has no source "changes-acne".\nDid you mean changes-acme? Use one of: changes-acme, changes-zebra.',
  ],
  [
    { source: "zebra" },
    'The environment has no source "zebra".\nIt is a tenant: give --tenant zebra, or the key of its source, changes-zebra.',
  ],
  [
    { source: "constructor" },
    'The environment has no source "constructor".\nUse one of: changes-acme, changes-zebra.',
  ],
  [{ tenant: "toString" }, 'there is no tenant "toString".\nUse one of: acme, zebra.'],
  [{ tenant: "acne" }, 'there is no tenant "acne".\nDid you mean acme? Use one of: acme, zebra.'],
])("%j is refused", (words, message) => {
  // Act
  const find = () => sourceMeant(environment, words);

  // Assess
  expect(find).toThrow(UserError);
  expect(find).toThrow(message);
});

test("a tenant of two sources is known by the key of each only", () => {
  // Prepare
  const tenants = { "a-acme": { source: "a", tenant: "acme" }, "b-acme": { source: "b", tenant: "acme" } };

  // Act
  const find = () => sourceOfTenant({ ...environment, tenants }, "acme");

  // Assess
  expect(find).toThrow(
    'several sources have a tenant "acme".\nGive a key of `sources`, one of: a-acme, b-acme.',
  );
});
