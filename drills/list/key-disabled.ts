import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DisableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { Drill } from "../drill";
import { asRoot } from "../site/as-root";
import { NAMES } from "../site/content";
import { mappingProblem } from "../site/looks";
import type { Site } from "../site/site";

/** The key of the table, which encrypts its stream as well. */
async function keyOf(site: Site): Promise<string> {
  const { Table } = await site.acting("source", ({ dynamodb }) =>
    dynamodb.send(new DescribeTableCommand({ TableName: NAMES.table })),
  );
  return Table?.SSEDescription?.KMSMasterKeyArn ?? "";
}

/**
 * The local AWS goes on writing to the table, as DynamoDB does with a key that it has used in the last minutes. What is
 * written while the stream cannot be read waits.
 */
export const KEY_DISABLED: Drill = {
  name: "key-disabled",
  incident: "The customer-managed key of the table is disabled by hand",
  breakIt: async (site) => {
    const KeyId = await keyOf(site);
    await asRoot(
      site.accounts.source,
      (config) => new KMSClient(config),
      (kms) => kms.send(new DisableKeyCommand({ KeyId })),
    );
  },
  detect: (site) => mappingProblem(site, /KMS key access denied error: \S+ is disabled/),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    const waiting = ["key-disabled waiting"];
    await site.write(waiting);
    await site.deploy();
    if (!(await site.allHandled(waiting))) throw new Error("What had waited was not handled");
  },
};
