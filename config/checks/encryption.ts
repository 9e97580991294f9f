import { type Draft, entryOf, type TableDraft } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { tablesIn } from "./parts";
import { draftRegion } from "./regions";

/** A key in the file must be one that DynamoDB can use for the table. */
export function checkEncryption(draft: Draft): Problem[] {
  return tablesIn(draft).flatMap(({ path: place, table, source }) => {
    const keyArn = keyArnOf(table);
    if (keyArn === undefined) return [];
    const [, , , keyRegion, keyAccount] = keyArn.split(":");
    const path = [...place, "encryption", "keyArn"];
    return [
      ...otherRegion(path, keyRegion, draftRegion(source, draft)),
      ...otherAccount(path, keyAccount, entryOf(draft.accounts, source.account)?.id),
    ];
  });
}

function keyArnOf({ encryption }: TableDraft): string | undefined {
  return encryption && "keyArn" in encryption ? encryption.keyArn : undefined;
}

/** DynamoDB calls KMS in the table's region. */
function otherRegion(path: Path, keyRegion: string | undefined, tableRegion: string | undefined): Problem[] {
  if (tableRegion === undefined || keyRegion === tableRegion) return [];
  return [
    error(
      path,
      `the key is in ${keyRegion} but the table is in ${tableRegion}, and DynamoDB can use only keys in the table's region`,
      `Use a key in ${tableRegion}, or leave keyArn out so that the source stack creates one`,
    ),
  ];
}

/**
 * A warning, not an error: AWS describes a table's customer-managed key as one in the table's account
 * (DynamoDB Developer Guide, "Encryption at rest: how it works"), but states no refusal.
 */
function otherAccount(
  path: Path,
  keyAccount: string | undefined,
  tableAccount: string | undefined,
): Problem[] {
  if (tableAccount === undefined || keyAccount === tableAccount) return [];
  return [
    warning(
      path,
      `the key belongs to account ${keyAccount} but the table belongs to ${tableAccount}`,
      "Use a key in the table's account, or make sure that the key's policy allows both accounts",
    ),
  ];
}
