import { TerraformOutput } from "cdktf";
import { TableKey, type TableKeyProps } from "../../../constructs/table-key";
import { expression, policyOf } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const REQUIRED: TableKeyProps = {
  accountId: "111111111111",
  region: "eu-central-1",
  tableName: "shop.Orders",
};
const ADMINISTRATION = {
  Sid: "AccountAdministers",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: "kms:*",
  Resource: "*",
};

test("the account administers the key, which is rotated and has an alias of the table's name", () => {
  // Act
  const json = synthAlone((scope) => {
    const { arn } = new TableKey(scope, "key", REQUIRED);
    new TerraformOutput(scope, "arn", { value: arn });
  });

  // Assess
  const key = onlyElement(json, "aws_kms_key");
  expect(key).toEqual({
    description: "Encrypts the DynamoDB table shop.Orders and its stream",
    enable_key_rotation: true,
    lifecycle: { create_before_destroy: true },
    policy: expect.any(String),
  });
  expect(policyOf(key)).toEqual({ Version: "2012-10-17", Statement: [ADMINISTRATION] });
  expect(onlyElement(json, "aws_kms_alias")).toEqual({
    name: "alias/dynamodb/shop/Orders",
    target_key_id: expression("aws_kms_key.key_this.key_id"),
  });
  expect(json.output?.arn?.value).toBe(expression("aws_kms_key.key_this.arn"));
});

test("readers of the stream may decrypt", () => {
  // Prepare
  const readers = [
    { name: "orders", accountId: "222222222222", roleName: "OrdersHandler", region: "eu-central-1" },
  ];

  // Act
  const json = synthAlone((scope) => new TableKey(scope, "key", { ...REQUIRED, readers }));

  // Assess
  expect(policyOf(onlyElement(json, "aws_kms_key"))).toEqual({
    Version: "2012-10-17",
    Statement: [
      ADMINISTRATION,
      {
        Sid: "OrdersDecrypts",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/OrdersHandler" } },
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: "*",
      },
    ],
  });
});
