import { type Problem, warning } from "./problem";
import type { Environment } from "./schema";

/** The files that come with the project, whose accounts are made up. */
const SHIPPED = [
  "central-table",
  "example",
  "example-reaching",
  "existing-table",
  "minimal",
  "saas",
  "sandbox",
  "terraform-cloud",
];
/** The accounts in them. */
const MADE_UP = [
  ...["111111111111", "222222222222", "123456789012", "210987654321", "345678901234"],
  ...["456789012345", "567890123456", "678901234567", "789012345678", "890123456789"],
];

/**
 * Account IDs that were copied from a file of the project and not changed. A sandbox may have any.
 * @param name the environment's name
 */
export function leftOverAccounts(name: string, { sandbox, accounts, backend }: Environment): Problem[] {
  if (sandbox || SHIPPED.includes(name)) return [];
  const values: [path: string[], value: string | undefined][] = [
    ...Object.entries(accounts).map(([key, { id }]): [string[], string] => [["accounts", key, "id"], id]),
    ...(backend.type === "s3"
      ? [
          [["backend", "roleArn"], backend.roleArn] as [string[], string | undefined],
          [["backend", "kmsKeyId"], backend.kmsKeyId] as [string[], string | undefined],
        ]
      : []),
  ];
  return values.flatMap(([path, value]) => {
    const found = MADE_UP.find((id) => value?.includes(id));
    if (found === undefined) return [];
    return [
      warning(path, `${found} is a made-up account of the example files`, "Use the ID of your account"),
    ];
  });
}
