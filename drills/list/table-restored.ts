import {
  CreateBackupCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  RestoreTableFromBackupCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import type { Drill } from "../drill";
import { runCommand } from "../site/command";
import { NAMES } from "../site/content";
import { statusProblem } from "../site/looks";

const TABLE = { TableName: NAMES.table };
const WAIT_SECONDS = 60;

/** A restored table has no stream, no stream policy and no deletion protection (Developer Guide, restoring a table). */
async function replaceByBackup(client: DynamoDBClient): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand(TABLE));
  const { BackupDetails } = await client.send(new CreateBackupCommand({ ...TABLE, BackupName: "drill" }));
  await client.send(new DeleteTableCommand(TABLE));
  await waitUntilTableNotExists({ client, maxWaitTime: WAIT_SECONDS }, TABLE);
  await client.send(
    new RestoreTableFromBackupCommand({
      TargetTableName: NAMES.table,
      BackupArn: BackupDetails?.BackupArn,
      // AWS restores with the key of the backup; said here because the local AWS does not.
      SSESpecificationOverride: {
        Enabled: true,
        SSEType: "KMS",
        KMSMasterKeyId: Table?.SSEDescription?.KMSMasterKeyArn,
      },
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: WAIT_SECONDS }, TABLE);
}

/** What is written before the deployment is in no stream: the backfill hands it over, with the rest of the table. */
export const TABLE_RESTORED: Drill = {
  name: "table-restored",
  incident: "The table is deleted by hand, and restored from a backup under the same name",
  breakIt: (site) => site.acting("source", ({ dynamodb }) => replaceByBackup(dynamodb)),
  detect: (site) => statusProblem(site, /has no stream\.$/),
  fixedBy: ["npx cdktf deploy '*'", "npm run backfill -- --source SOURCE"],
  fix: async (site) => {
    await site.deploy();
    await runCommand(site, ["backfill", "--source", "changes"]);
    await runCommand(site, ["drift"]);
  },
};
