import fc from "fast-check";
import { allowEach, type Grantee, principalOf, statementIds } from "../../../constructs/grantee";

const GRANTEE: Grantee = {
  name: "orders",
  accountId: "222222222222",
  roleName: "team/OrdersHandler",
  region: "eu-central-1",
};

test("a grantee is its account, narrowed to the role by a condition", () => {
  // Act
  const elements = principalOf(GRANTEE);

  // Assess
  expect(elements).toEqual({
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/team/OrdersHandler" } },
  });
});

test("with the grant role-arn a grantee is the role itself", () => {
  // Act
  const elements = principalOf({ ...GRANTEE, grant: "role-arn" });

  // Assess
  expect(elements).toEqual({ Principal: { AWS: "arn:aws:iam::222222222222:role/team/OrdersHandler" } });
});

test.each([
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
])("in %s ARNs are of the partition %s", (region, partition) => {
  // Act
  const elements = principalOf({ ...GRANTEE, region });

  // Assess
  expect(elements).toEqual({
    Principal: { AWS: `arn:${partition}:iam::222222222222:root` },
    Condition: {
      ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::222222222222:role/team/OrdersHandler` },
    },
  });
});

test("each grantee has a statement, and their order does not matter", () => {
  // Prepare
  const grantees = [GRANTEE, { ...GRANTEE, name: "audit-log", accountId: "333333333333" }];
  const statements = (list: readonly Grantee[]) =>
    allowEach(list, "Reads", ({ Principal }) => ({ Principal, Action: "s3:GetObject" }));

  // Act
  const [forth, back] = [statements(grantees), statements(grantees.toReversed())];

  // Assess
  expect(forth).toEqual([
    {
      Sid: "AuditLogReads",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::333333333333:root" },
      Action: "s3:GetObject",
    },
    {
      Sid: "OrdersReads",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: "s3:GetObject",
    },
  ]);
  expect(back).toEqual(forth);
});

test("statement IDs are alphanumeric and differ, whatever the names are", () => {
  // Prepare
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,4}$/), { minLength: 1, maxLength: 8 });

  // Act
  const idsOf = (consumers: readonly string[]) => statementIds(consumers, "Reads");

  // Assess
  fc.assert(
    fc.property(names, (consumers) => {
      const ids = idsOf(consumers);
      expect(new Set(ids).size).toBe(consumers.length);
      for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]+$/);
    }),
  );
  expect(idsOf(["a-1", "a1", "orders-", "order-events"])).toEqual([
    "A1Reads",
    "A1Reads2",
    "OrdersReads",
    "OrderEventsReads",
  ]);
});
