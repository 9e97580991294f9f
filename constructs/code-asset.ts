import { AssetType, type TerraformAssetConfig } from "cdktf";

/** Code in an archive, for a function or a layer. */
export interface FunctionCode {
  /** Path of the ZIP archive: absolute, or from the folder of cdktf.json. */
  readonly zipPath: string;
  /** SHA-256 of the archive, base64: Terraform uploads the code again when it changes. */
  readonly sourceCodeHash: string;
}

/** An archive as the asset that CDKTF copies into the stack's folder. */
export function assetOf({ zipPath, sourceCodeHash }: FunctionCode): TerraformAssetConfig {
  const assetHash = Buffer.from(sourceCodeHash, "base64").toString("hex");
  return { path: zipPath, type: AssetType.FILE, assetHash };
}
