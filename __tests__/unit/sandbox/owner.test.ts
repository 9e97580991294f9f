import { loadEnvironment } from "../../../config/load-environment";
import { accountOfFunction, accountOfTable } from "../../../sandbox/owner";
import { SandboxError } from "../../../sandbox/sandbox-error";

const sandbox = loadEnvironment("sandbox");

test.each(["CrossAccountTest", "access-sample-table"])("the table %s is the source account's", (table) => {
  expect(accountOfTable(sandbox, table)).toBe("111111111111");
});

test.each(["CrossAccountDynamoDBHandler", "other-account-dynamodb-access-lambda", "AccountSwitcher"])(
  "the function %s is the consumer account's",
  (fn) => {
    expect(accountOfFunction(sandbox, fn)).toBe("222222222222");
  },
);

test("a table that is not there: those that are, and how to name any other", () => {
  // Act
  const find = () => accountOfTable(sandbox, "Nowhere");
  // Assess
  expect(find).toThrow(SandboxError);
  expect(find).toThrow(
    'The environment "sandbox" has no table Nowhere.\nIt has CrossAccountTest, access-sample-table. For any other table, give its account with --account.',
  );
});

test("a function that is not there: those that are", () => {
  expect(() => accountOfFunction(sandbox, "nobody")).toThrow(
    /has no function nobody\.\nIt has CrossAccountDynamoDBHandler, other-account-dynamodb-access-lambda, AccountSwitcher\./,
  );
});
