import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, TerraformStack } from "cdktf";
import { UseProvider } from "cdktf-cross-account-dynamodb-streams/constructs";
import type { Construct } from "constructs";
import { type Account, REGION } from "./accounts";

/** A stack of one account. Its provider is aliased, and every element of the stack uses it. */
export class AccountStack extends TerraformStack {
  constructor(scope: Construct, id: string, { id: accountId, deployRoleArn }: Account) {
    super(scope, id);
    const provider = new AwsProvider(this, "aws", {
      alias: id,
      region: REGION,
      allowedAccountIds: [accountId],
      assumeRole: [{ roleArn: deployRoleArn }],
    });
    Aspects.of(this).add(new UseProvider(provider));
  }
}
