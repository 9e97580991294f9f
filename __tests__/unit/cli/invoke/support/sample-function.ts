import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ConfiguredFunction } from "../../../../../config/functions";
import { functionConfig } from "../../../../../config/schemas/function";

/** A function whose code is given. */
export interface SampleCode {
  /** Folder that takes the code, right below the project's root; an absolute path. */
  readonly folder: string;
  /** TypeScript that exports `handler`. */
  readonly code: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** Whether it takes `cross-account` from the layer. */
  readonly layered?: boolean;
}

/** A configured function of account 222222222222 with code of its own. */
export function sampleFunction({
  folder,
  code,
  timeout = 10,
  variables = {},
  layered = false,
}: SampleCode): ConfiguredFunction {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.ts"), code);
  const entry = join(basename(folder), "index.ts");
  return {
    part: "stream-handler",
    consumer: "handler",
    accountId: "222222222222",
    region: "eu-central-1",
    role: { roleName: "handler-role", rolePath: "/" },
    roleArn: "arn:aws:iam::222222222222:role/handler-role",
    config: functionConfig.parse({ name: "sample", entry, timeout }),
    layered,
    variables,
  };
}
