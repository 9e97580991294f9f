import { chooseAccounts } from "../../../../cli/smoke/accounts";

const SOURCE = "111111111111";
const CONSUMER = "222222222222";
const BOTH = { sourceAccount: SOURCE, consumerAccount: CONSUMER };

test("by default, the accounts are those of the first source that another account reads", () => {
  // Act
  const { place, sandbox } = chooseAccounts({ environment: "example" });
  // Assess
  expect(sandbox).toBe(false);
  expect(place.accounts.source.id).not.toBe(place.accounts.consumer.id);
  expect(place.accounts.source.deployRole).not.toBe("Admin");
});

test("a sandbox stays one, and a role and a region of the caller's choice are taken", () => {
  expect(chooseAccounts({ environment: "sandbox", role: "Admin", region: "eu-west-1" })).toEqual({
    place: {
      accounts: {
        source: { id: SOURCE, deployRole: "Admin" },
        consumer: { id: CONSUMER, deployRole: "Admin" },
      },
      region: "eu-west-1",
    },
    sandbox: true,
  });
});

test("accounts that are named are at AWS", () => {
  expect(chooseAccounts({ ...BOTH, region: "eu-west-1" })).toEqual({
    place: {
      accounts: {
        source: { id: SOURCE, deployRole: "OrganizationAccountAccessRole" },
        consumer: { id: CONSUMER, deployRole: "OrganizationAccountAccessRole" },
      },
      region: "eu-west-1",
    },
    sandbox: false,
  });
  expect(chooseAccounts(BOTH, { AWS_REGION: "eu-west-3" }).place.region).toBe("eu-west-3");
});

test.each([
  [{ sourceAccount: SOURCE }, "Only one account is named"],
  [{ sourceAccount: SOURCE, consumerAccount: SOURCE, region: "eu-west-1" }, "Both accounts are the same"],
  [BOTH, "No region is named"],
  [{ ...BOTH, environment: "sandbox" }, "Accounts and an environment are both named"],
])("what does not go together is refused: %j", (options, cause) => {
  expect(() => chooseAccounts(options, {})).toThrow(cause);
});
