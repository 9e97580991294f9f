import { loadEnvironment } from "../../../config/load-environment";
import { placeOfFunction, placeOfTable } from "../../../sandbox/owner";
import { SandboxError } from "../../../sandbox/sandbox-error";
import { environmentOf, withTenants } from "../config/tenants/support";

const sandbox = loadEnvironment("sandbox");

test.each(["CrossAccountTest", "access-sample-table"])("the table %s is the source account's", (table) => {
  expect(placeOfTable(sandbox, table)).toEqual({ accountId: "111111111111", region: "us-east-1" });
});

test.each(["CrossAccountDynamoDBHandler", "other-account-dynamodb-access-lambda", "AccountSwitcher"])(
  "the function %s is the consumer account's",
  (fn) => {
    expect(placeOfFunction(sandbox, fn)).toEqual({ accountId: "222222222222", region: "us-east-1" });
  },
);

test("a table and a function may be in a region of their own", () => {
  // Prepare
  const { sources, consumers, ...rest } = sandbox.environment;
  const inIreland = (entries: object) =>
    Object.fromEntries(
      Object.entries(entries).map(([key, entry]) => [key, { ...entry, region: "eu-west-1" }]),
    );
  const environment = { ...rest, sources: inIreland(sources), consumers: inIreland(consumers) };
  // Act
  const places = [
    placeOfTable({ ...sandbox, environment }, "CrossAccountTest"),
    placeOfFunction({ ...sandbox, environment }, "AccountSwitcher"),
  ];
  // Assess
  expect(places.map(({ region }) => region)).toEqual(["eu-west-1", "eu-west-1"]);
});

test("a table that is not there: those that are, and how to name any other", () => {
  // Act
  const find = () => placeOfTable(sandbox, "Nowhere");
  // Assess
  expect(find).toThrow(SandboxError);
  expect(find).toThrow(
    'The environment "sandbox" has no table Nowhere.\nIt has CrossAccountTest, access-sample-table. For any other table, give its account with --account.',
  );
});

test("of tenants whose tables have one name, the one that is meant; without a word of it, none", () => {
  // Prepare
  const tenants = [
    { tenant: "acme", account: "300000000001" },
    { tenant: "zebra", account: "300000000002" },
  ];
  const saas = { ...sandbox, environment: environmentOf(withTenants(tenants)) };

  // Act
  const find = () => placeOfTable(saas, "Changes");

  // Assess
  expect(placeOfTable(saas, "Changes", "changes-zebra").accountId).toBe("300000000002");
  expect(find).toThrow(SandboxError);
  expect(find).toThrow(
    "2 sources have a table Changes.\nSay whose it is with --tenant. Use one of: changes-acme, changes-zebra. Or give its account with --account.",
  );
});

test("a function that is not there: those that are", () => {
  expect(() => placeOfFunction(sandbox, "nobody")).toThrow(
    /has no function nobody\.\nIt has CrossAccountDynamoDBHandler, other-account-dynamodb-access-lambda, AccountSwitcher\./,
  );
});
