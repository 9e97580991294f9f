import { denialOf } from "../../../console/denial";

const WHO = "User: arn:aws:sts::222222222222:assumed-role/reader/on-change";
const text = (reason: string, action = "dynamodb:DescribeStream") =>
  `PROBLEM: ${WHO} is not authorized to perform: ${action} on resource: arn:aws:dynamodb:eu:1:table/orders/stream/x ${reason}`;
const NO_RESOURCE = "because no resource-based policy allows the dynamodb:DescribeStream action";

test.each([
  ["revoked", NO_RESOURCE, "you revoked the policy on the stream of orders here."],
  ["missing", NO_RESOURCE, "the stream of orders has no policy."],
  ["in place", NO_RESOURCE, "the policy on the stream of orders does not allow dynamodb:DescribeStream"],
  [
    "in place",
    "with an explicit deny in a resource-based policy",
    "The policy on the source account's side forbids",
  ],
  ["in place", "with an explicit deny in an identity-based policy", "or its permissions boundary, forbids"],
  [
    "in place",
    "because no identity-based policy allows the x action",
    "no policy of the function's role allows",
  ],
  [
    "in place",
    "because no permissions boundary allows the x action",
    "The permissions boundary of the function's role",
  ],
] as const)(
  "with a policy that is %s and a denial %s, the side that denies is named",
  (policy, reason, plain) => {
    // Act
    const denial = denialOf(text(reason), "orders", policy);
    // Assess
    expect(denial?.aws).toBe(text(reason).slice("PROBLEM: ".length));
    expect(denial?.plain).toContain(plain);
    expect(denial?.plain).toMatch(/goes on where it stopped as soon as it may read\.$/);
  },
);

test("a denial by the table's key names the key", () => {
  // Act
  const denial = denialOf(
    text("because no resource-based policy allows the kms:Decrypt action", "kms:Decrypt"),
    "orders",
    "in place",
  );
  // Assess
  expect(denial?.plain).toMatch(/^The key of orders does not let the function's role decrypt the stream\./);
});

test.each(["OK", "No records processed", "PROBLEM: Function call failed", ""])(
  "%p is no denial",
  (result) => {
    expect(denialOf(result, "orders", "in place")).toBeUndefined();
  },
);
