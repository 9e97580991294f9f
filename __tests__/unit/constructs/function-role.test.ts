import { FunctionRole } from "../../../constructs/function-role";
import { expression, policyOf } from "../support/elements";
import { elementsOf, onlyElement, synthAlone } from "../support/synth-alone";

test("a role has the statements that it is given, in their order", () => {
  // Prepare
  const statements = [
    { Sid: "Second", Effect: "Deny" as const, Action: "s3:*", Resource: "*" },
    { Sid: "First", Effect: "Allow" as const, Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/*"] },
  ];

  // Act
  const json = synthAlone(
    (scope) => new FunctionRole(scope, "role", { roleName: "OrdersHandler", statements }),
  );

  // Assess
  const policy = onlyElement(json, "aws_iam_role_policy");
  expect(onlyElement(json, "aws_iam_role")).toEqual({
    name: "OrdersHandler",
    description: "Execution role of a Lambda function",
    assume_role_policy: expect.any(String),
  });
  expect(policy).toEqual({
    name: "permissions",
    role: expression("aws_iam_role.role_this.id"),
    policy: expect.any(String),
  });
  expect(policyOf(policy)).toEqual({ Version: "2012-10-17", Statement: statements });
});

test("IAM's default path is not written down, any other is", () => {
  // Prepare
  const roleWith = (rolePath: string) =>
    onlyElement(
      synthAlone(
        (scope) => new FunctionRole(scope, "role", { roleName: "OrdersHandler", rolePath, statements: [] }),
      ),
      "aws_iam_role",
    );

  // Act
  const [root, team] = [roleWith("/"), roleWith("/team/")];

  // Assess
  expect(root).not.toHaveProperty("path");
  expect(team.path).toBe("/team/");
});

test("what the function's own code may do is a policy of its own, and without it there is none", () => {
  // Prepare
  const statement = (Sid: string) => ({
    Sid,
    Effect: "Allow" as const,
    Action: "sns:Publish",
    Resource: "arn",
  });
  const policiesWith = (ownStatements?: readonly ReturnType<typeof statement>[]) =>
    elementsOf(
      synthAlone((scope) => {
        const props = { roleName: "OrdersHandler", statements: [statement("Given")], ownStatements };
        new FunctionRole(scope, "role", props);
      }),
      "aws_iam_role_policy",
    );

  // Act
  const [own, none] = [policiesWith([statement("MaySnsPublish")]), policiesWith()];

  // Assess
  const given = own.role_policy;
  expect(none).toEqual({ role_policy: given });
  expect(Object.keys(own)).toEqual(["role_own-policy", "role_policy"]);
  expect(own["role_own-policy"]).toEqual({
    name: "own-permissions",
    role: expression("aws_iam_role.role_this.name"),
    policy: expect.any(String),
  });
  expect(policyOf(own["role_own-policy"] ?? {})).toEqual({
    Version: "2012-10-17",
    Statement: [statement("MaySnsPublish")],
  });
});
