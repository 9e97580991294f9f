import { DeleteResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import type { Drill } from "../drill";
import { mappingProblem } from "../site/looks";
import { streamArnOf } from "../site/stream-arn";

/** The source account no longer lets the consumer in. */
export const STREAM_POLICY_DELETED: Drill = {
  name: "stream-policy-deleted",
  incident: "The stream's policy is deleted by hand",
  breakIt: async (site) => {
    const ResourceArn = await streamArnOf(site);
    await site.acting("source", ({ dynamodb }) =>
      dynamodb.send(new DeleteResourcePolicyCommand({ ResourceArn })),
    );
  },
  detect: (site) => mappingProblem(site),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
