import { stackOf } from "../../../synthesized/stack";

const REGION = "eu-central-1";
const ROLE = { role_arn: "arn:aws:iam::222222222222:role/team/Deploy" };

test.each([
  ["allowed accounts", { allowed_account_ids: ["111111111111"], assume_role: [ROLE] }, "111111111111"],
  ["the role that it assumes", { assume_role: [ROLE] }, "222222222222"],
  [
    "the role that it assumes, where the account is an expression",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a Terraform expression
    { allowed_account_ids: ["${var.account}"], assume_role: [ROLE] },
    "222222222222",
  ],
])("a stack belongs to the account of its provider: %s", (_what, provider, accountId) => {
  // Prepare
  const json = { provider: { aws: [{ region: REGION, ...provider }] } };

  // Act
  const stack = stackOf("source", json);

  // Assess
  expect(stack).toEqual({ name: "source", accountId, region: REGION, json });
});

const INCOMPLETE = [
  ["no provider", {}],
  ["no account", { provider: { aws: [{ region: REGION }] } }],
  ["no region", { provider: { aws: [{ allowed_account_ids: ["111111111111"] }] } }],
  [
    "a region that is an expression",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a Terraform expression
    { provider: { aws: [{ allowed_account_ids: ["111111111111"], region: "${var.region}" }] } },
  ],
] as const;

test.each(INCOMPLETE)("a stack with %s is an error with a remedy", (_what, json) => {
  // Prepare
  const name = "source";

  // Act
  const act = () => stackOf(name, json);

  // Assess
  expect(act).toThrow(
    "source: the stack's AWS provider names no account or no region.\nSynthesize the stack with this project, or set `allowed_account_ids` and `region` of its provider.",
  );
});

test.each(INCOMPLETE)("a stack with %s takes the fallback", (_what, json) => {
  // Prepare
  const fallback = { accountId: "111111111111", region: REGION };

  // Act
  const stack = stackOf("source", json, fallback);

  // Assess
  expect(stack).toEqual({ name: "source", accountId: "111111111111", region: REGION, json });
});
