import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { ActionContext } from "../action";

/** The identity that the function has in the account. */
export async function run(options: ActionContext): Promise<unknown> {
  const sts = new STSClient(options);
  try {
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn, userId: UserId };
  } finally {
    sts.destroy();
  }
}
