import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The part of Terraform's state file, version 4, that is read here. */
interface StateFile {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** What a state file of Terraform says is deployed: ARNs, or else types and IDs. */
export function leftIn(file: string): string[] {
  if (!existsSync(file)) return [];
  const { resources = [] }: StateFile = JSON.parse(readFileSync(file, "utf8"));
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, name, instances }) =>
      instances.map(({ attributes = {} }) => identity(type, name, attributes)),
    );
}

/** What all state files in a folder say is deployed. */
export function leftInFolder(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".tfstate"));
  return files.flatMap((file) => leftIn(join(folder, file)));
}

/** Some resources are known by the ARN of what they belong to, which would be misleading. */
function identity(type: string, name: string, { arn, id }: Readonly<Record<string, unknown>>): string {
  return typeof arn === "string" && arn !== "" ? arn : `${type} ${String(id ?? name)}`;
}
