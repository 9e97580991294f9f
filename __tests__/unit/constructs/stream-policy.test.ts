import { StreamPolicy } from "../../../constructs/stream-policy";
import { policyOf } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/2026-01-01T00:00:00.000";
const READER = {
  name: "orders",
  accountId: "222222222222",
  roleName: "OrdersHandler",
  region: "eu-central-1",
};

test("readers may do with this stream what a mapping calls, and nothing else", () => {
  // Prepare
  const readers = [READER, { ...READER, name: "audit", roleName: "Audit", grant: "role-arn" as const }];

  // Act
  const json = synthAlone((scope) => new StreamPolicy(scope, "policy", { streamArn: STREAM, readers }));

  // Assess
  const element = onlyElement(json, "aws_dynamodb_resource_policy");
  const reading = {
    Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    Resource: STREAM,
  };
  expect(element).toEqual({ resource_arn: STREAM, policy: expect.any(String) });
  expect(policyOf(element)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AuditReads",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:role/Audit" },
        ...reading,
      },
      {
        Sid: "OrdersReads",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/OrdersHandler" } },
        ...reading,
      },
    ],
  });
});
