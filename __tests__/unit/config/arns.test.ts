import { partitionOf, qualifiedRoleName, roleArn } from "../../../config/arns";

test.each([
  { region: "eu-central-1", partition: "aws" },
  { region: "cn-north-1", partition: "aws-cn" },
  { region: "us-gov-west-1", partition: "aws-us-gov" },
])("$region is of the partition $partition", ({ region, partition }) => {
  // Prepare: nothing

  // Act
  const arn = roleArn("111111111111", "reader", region);

  // Assess
  expect(partitionOf(region)).toBe(partition);
  expect(arn).toBe(`arn:${partition}:iam::111111111111:role/reader`);
});

test.each([
  { rolePath: "/", name: "reader" },
  { rolePath: "/team/streams/", name: "team/streams/reader" },
])("the role reader with the path $rolePath is $name in its ARN", ({ rolePath, name }) => {
  // Prepare: nothing

  // Act
  const qualified = qualifiedRoleName({ rolePath, roleName: "reader" });

  // Assess
  expect(qualified).toBe(name);
  expect(roleArn("111111111111", qualified)).toBe(`arn:aws:iam::111111111111:role/${name}`);
});
