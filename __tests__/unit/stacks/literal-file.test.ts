import { rmSync } from "node:fs";
import { checkEnvironment } from "../../../config/load-environment";
import { GuardError } from "../../../guards/guard-error";
import { type Content, CROSS_ACCOUNT, edited } from "../config/sample";
import { synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
/** What Terraform would evaluate, or refuse, if it read it as a template. */
const TEMPLATES = ["$", "{aws.x}%", "{y}"].join("");

const KEY = "arn:aws:kms:eu-central-1:111111111111:key/k";

/** A file with every kind of text, once for each kind of backend. */
function content(backend: Content): Content {
  return edited({
    ...structuredClone(CROSS_ACCOUNT),
    backend,
    "accounts.source.tags": { Team: "a" },
    "accounts.source.deployRole": { name: "Deploy", externalId: "pipeline" },
    "sources.changes.sortKey": { name: "at", type: "N" },
    "sources.changes.encryption": { type: "customer-managed", keyArn: KEY },
    "sources.changes.tables.devices.sortKey": { name: "at" },
    "sources.changes.accessRoles.devices.managedPolicies": ["SecurityAudit"],
    "consumers.handler.permissionsBoundaryArn": "arn:aws:iam::222222222222:policy/Boundary",
    "consumers.handler.function.environment": { STAGE: "test" },
    "consumers.handler.function.logKeyArn": "arn:aws:kms:eu-central-1:222222222222:key/k",
    "consumers.handler.function.permissions": [
      {
        actions: ["s3:PutObject"],
        resources: ["arn:aws:s3:::archive/a"],
        conditions: { StringLike: { "s3:x-amz-acl": ["private"] } },
        because: "It keeps an archive",
      },
    ],
    "consumers.handler.mappings.0.filters": [{ dynamodb: { NewImage: { a: { S: ["b"] } } } }],
    "consumers.handler.readerApi.authorization": {
      type: "jwt",
      issuer: "https://login.example.com/",
      audience: ["devices"],
      scopes: ["devices/read"],
    },
  });
}

const BACKENDS: readonly Content[] = [
  {
    type: "s3",
    bucket: "states",
    keyPrefix: "a/b",
    kmsKeyId: "arn:aws:kms:eu-west-1:333333333333:key/k",
    roleArn: "arn:aws:iam::333333333333:role/State",
  },
  { type: "cloud", organization: "example", project: "streams", workspacePrefix: "prod-" },
];

/** Every place of a text in a value. */
function textPlaces(value: unknown): [container: Content, key: string][] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Content;
  return Object.keys(container).flatMap((key): [Content, string][] =>
    typeof container[key] === "string" ? [[container, key]] : textPlaces(container[key]),
  );
}

/** The stacks' JSON with templates in one text; undefined if the file or the guards refuse them there. */
function textsWith(backend: Content, index: number): string | undefined {
  const file = content(structuredClone(backend));
  const [container, key] = textPlaces(file)[index] ?? [{}, ""];
  container[key] = `${container[key]}${TEMPLATES}`;
  const { environment, problems } = checkEnvironment(file);
  if (!environment || problems.some(({ severity }) => severity === "error")) return undefined;
  try {
    const { texts, outdir } = synthesizeContent(file, folder);
    rmSync(outdir, { recursive: true });
    return Object.values(texts).join("\n");
  } catch (error) {
    if (error instanceof GuardError) return undefined;
    throw error;
  }
}

test.each(BACKENDS)("templates in any text are refused or stay what they are: state in $type", (backend) => {
  // Prepare
  const places = textPlaces(content(structuredClone(backend)));

  // Act
  const found = places.map((_, index) => textsWith(backend, index));

  // Assess
  const admitted = found.flatMap((texts, index) => (texts?.includes("aws.x}") ? [places[index]?.[1]] : []));
  expect(new Set(admitted)).toEqual(
    // No backend's: Terraform and OpenTofu differ on them.
    new Set(["name", "STAGE", "issuer", "0"]),
  );
  for (const texts of found) expect(texts ?? "").not.toMatch(/(?<!\$)\$\{aws\.x\}|(?<!%)%\{y\}/);
});
