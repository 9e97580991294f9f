import { isDeepStrictEqual } from "node:util";
import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import type { Drill } from "../drill";
import { deployedState } from "../site/deployed-state";
import type { Site } from "../site/site";
import { stateBucketClient } from "../site/state-bucket";

/** The states are within reach of both accounts, as in many organizations; otherwise S3 refuses, before all else. */
async function shareStates(site: Site): Promise<void> {
  await stateBucketClient(site, async (s3, { bucket: Bucket }) => {
    const arn = `arn:aws:s3:::${Bucket}`;
    const statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${site.accounts.consumer}:root` },
      Action: ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: [arn, `${arn}/*`],
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  });
}

/** It names the account of the credentials, and that of the deploy role. cdktf may put the name of the stack in between. */
const DENIED =
  /User: arn:aws:iam::(\d+):root is not authorized to perform:.{1,20}sts:AssumeRole on resource:.{1,20}arn:aws:iam::(\d+):role\/\S+/;

/** What would be deployed differs, so that a deployment that is not refused would be seen. */
export const WRONG_ACCOUNT: Drill = {
  name: "wrong-account",
  incident: "A deployment is started with credentials of the consumer account, which may not deploy",
  breakIt: async (site) => {
    await shareStates(site);
    site.synthesize({ function: { memorySize: 384 } });
  },
  detect: async (site) => {
    const { source, consumer } = site.accounts;
    const before = await deployedState(site);
    const refused = (await site.refusal(consumer)) ?? "";
    if (!isDeepStrictEqual(await deployedState(site), before))
      throw new Error("The deployment changed something, although it was refused");
    const says = DENIED.exec(refused);
    if (says?.[1] !== consumer || says[2] !== source) return undefined;
    return {
      by: "the deployment, which Terraform refuses; nothing is changed in either account",
      says: says[0],
    };
  },
  fixedBy: ["the right credentials", "npx cdktf deploy '*'"],
  fix: async (site) => {
    await stateBucketClient(site, async (s3, { bucket: Bucket }) => {
      await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    });
    await site.deploy();
  },
};
