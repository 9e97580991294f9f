import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Drill } from "../drill";
import { stateBucketClient } from "../site/state-bucket";
import { stateLockIn } from "../site/state-lock";

const LOCK = {
  ID: "5d1b2c84-7a3f-4a0e-9c58-1f6f5f0f4a11",
  Operation: "OperationTypeApply",
  Info: "",
  Who: "pipeline@gone",
  Version: "1.11.4",
  Created: "2026-01-31T12:00:00Z",
  Path: "",
};

/** The machine that ran Terraform is gone, and did not release the lock. */
export const STATE_LOCK_LEFT: Drill = {
  name: "state-lock-left",
  incident: "A deployment that was killed has left the lock of the state behind",
  breakIt: (site) =>
    stateBucketClient(site, async (s3, { bucket, keyPrefix }) => {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `${keyPrefix}/consumer.tfstate.tflock`,
          Body: JSON.stringify(LOCK),
        }),
      );
    }),
  detect: async (site) => {
    const lock = stateLockIn(await site.refusal());
    return lock && { by: "the deployment, which Terraform refuses", says: lock.says };
  },
  fixedBy: ["terraform force-unlock ID", "npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.project().terraform("consumer", "force-unlock", "-force", LOCK.ID);
    await site.deploy();
  },
};
