import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { functionsOfConsumer } from "../../../config/functions";
import { fromLoaded } from "../../../config/loaded";
import type { AccessRoleConfig } from "../../../config/schema";
import type { Review } from "../../../review/review";
import { requireRunning } from "../../../sandbox/require-running";
import { roleCredentials } from "../../../sandbox/role-credentials";
import { decisionOn } from "../support/acting";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { ReviewedPipeline } from "../support/reviewed-pipeline";

const reviewed = new ReviewedPipeline("plan-review-access");
const { pipeline, plans } = reviewed;
const READING_ITEMS = {
  allow: [{ actions: ["dynamodb:Scan", "dynamodb:GetItem"], table: "devices" }],
} as Partial<AccessRoleConfig>;

beforeAll(() => reviewed.open(), APPLY_TIMEOUT_MS);

afterAll(() => reviewed.destroy(), APPLY_TIMEOUT_MS);

/** What a review says that somebody gains or loses, about one action. */
function told({ access }: Review, who: string, asked: string): string[] {
  return access.changes
    .filter(({ principal, action, supposed }) => principal === who && action === asked && !supposed)
    .map(({ kind, resource }) => `${kind} ${resource}`);
}

test(
  "a stream that a review calls lost cannot be read, until a review calls it gained",
  async () => {
    // Prepare
    const who = "handler / stream handler";
    await pipeline.put(["before"]);
    await pipeline.arrived(["before"]);

    // Act
    const revoked = await reviewed.review("revoked", { source: { readers: [] } });
    await plans.apply("revoked");
    // The service looks at policies once a second, so what is put before that may still be read.
    await pipeline.refused();
    await pipeline.put(["between"]);
    const granted = await reviewed.review("granted", {});
    // The plans took seconds, in which it would have been read.
    const meanwhile = await pipeline.loggedFrom("between");
    await plans.apply("granted");
    await pipeline.arrived(["between"]);

    // Assess
    expect(told(revoked, who, "GetRecords")).toEqual(["loses stream of CrossAccountTest"]);
    expect(meanwhile).toEqual([]);
    expect(told(granted, who, "GetRecords")).toEqual(["gains stream of CrossAccountTest"]);
  },
  APPLY_TIMEOUT_MS,
);

/** Whether the reader API's function may read an item of the table without a stream, through the access role. */
async function mayReadItem(): Promise<"allow" | "deny"> {
  const state = requireRunning();
  const environment = reviewed.environment({});
  const reader = functionsOfConsumer(environment, "handler").find(({ part }) => part === "reader-api");
  const credentials = await roleCredentials(state, fromLoaded(reader, "reader-api").roleArn);
  const shared = { region: state.region, endpoint: state.emulatorUrl, maxAttempts: 1 };
  const sts = new STSClient({ ...shared, ...(credentials && { credentials }) });
  const RoleArn = `arn:aws:iam::${pipeline.accounts.source}:role/dynamodb-access-role`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "reading" }));
  const dynamodb = new DynamoDBClient({
    ...shared,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  });
  const reading = new GetItemCommand({
    TableName: "access-sample-table",
    Key: { deviceId: { S: "d0001" } },
  });
  try {
    return await decisionOn(dynamodb.send(reading));
  } finally {
    sts.destroy();
    dynamodb.destroy();
  }
}

test(
  "an action that a review calls gained is denied before and allowed afterwards",
  async () => {
    // Prepare
    const before = await mayReadItem();

    // Act
    const review = await reviewed.review("reading", { accessRole: READING_ITEMS });
    await plans.apply("reading");
    const after = await mayReadItem();

    // Assess
    expect(told(review, "changes / access role devices", "GetItem")).toEqual([
      "gains table access-sample-table",
    ]);
    expect([before, after]).toEqual(["deny", "allow"]);
  },
  APPLY_TIMEOUT_MS,
);
