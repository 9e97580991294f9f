import { simulate } from "./simulate";

const ACCOUNT = "111111111111";

/**
 * Has the policy simulator load its library and AWS's list of actions ahead of the first real question, for commands that
 * wait for something else first: nobody is asked for, so nobody is allowed anything.
 */
export async function loadSimulator(): Promise<void> {
  await simulate(
    {
      label: "nobody",
      kind: "role",
      arn: `arn:aws:iam::${ACCOUNT}:role/nobody`,
      accountId: ACCOUNT,
      policies: [],
    },
    {
      label: "nothing",
      kind: "table",
      arn: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/nothing`,
      accountId: ACCOUNT,
      region: "us-east-1",
    },
    { label: "GetItem", name: "dynamodb:GetItem" },
  );
}
