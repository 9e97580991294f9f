import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { mockClient } from "aws-sdk-client-mock";
import { accountIdentities } from "../../../../access/deployed/inventory/account-identities";
import { Notes } from "../../../../access/deployed/inventory/notes";

const iam = mockClient(IAMClient);
const CLIENT = new IAMClient({ region: "eu-central-1" });
const ACCOUNT = "111111111111";

beforeEach(() => iam.reset());

function documentOf(action: string) {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] };
}

/** As IAM gives it: URL-encoded. */
function encoded(action: string): string {
  return encodeURIComponent(JSON.stringify(documentOf(action)));
}

const OWN = `arn:aws:iam::${ACCOUNT}:policy/own`;
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/** Two pages: a role with each kind of policy, a user of a group, and policies of which one has two versions. */
function answerInPages(): void {
  iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolvesOnce({
      IsTruncated: true,
      Marker: "next",
      RoleDetailList: [
        {
          RoleName: "reports",
          Path: "/team/",
          Arn: `arn:aws:iam::${ACCOUNT}:role/team/reports`,
          RolePolicyList: [{ PolicyName: "inline", PolicyDocument: encoded("s3:GetObject") }],
          AttachedManagedPolicies: [{ PolicyArn: OWN }, { PolicyArn: READ_ONLY }],
          PermissionsBoundary: { PermissionsBoundaryArn: OWN },
        },
      ],
      UserDetailList: [
        {
          UserName: "ci",
          Path: "/",
          Arn: `arn:aws:iam::${ACCOUNT}:user/ci`,
          GroupList: ["deployers"],
        },
      ],
    })
    .resolvesOnce({
      IsTruncated: false,
      GroupDetailList: [
        {
          GroupName: "deployers",
          GroupPolicyList: [{ PolicyName: "deploy", PolicyDocument: encoded("lambda:*") }],
          AttachedManagedPolicies: [{ PolicyArn: OWN }],
        },
        { GroupName: "others", GroupPolicyList: [{ PolicyName: "no", PolicyDocument: encoded("*") }] },
      ],
      Policies: [
        {
          Arn: OWN,
          DefaultVersionId: "v2",
          PolicyVersionList: [
            { VersionId: "v1", Document: encoded("kms:*") },
            { VersionId: "v2", Document: encoded("dynamodb:Scan") },
          ],
        },
      ],
    });
}

test("roles and users come with every policy: inline, attached, of groups, and the boundary, over all pages", async () => {
  // Prepare
  answerInPages();
  iam.on(GetPolicyCommand, { PolicyArn: READ_ONLY }).resolves({ Policy: { DefaultVersionId: "v9" } });
  iam
    .on(GetPolicyVersionCommand, { PolicyArn: READ_ONLY, VersionId: "v9" })
    .resolves({ PolicyVersion: { Document: encoded("dynamodb:Get*") } });
  const notes = new Notes();
  const own = { name: OWN, document: documentOf("dynamodb:Scan") };

  // Act
  const identities = await accountIdentities(CLIENT, ACCOUNT, notes);

  // Assess
  expect(identities).toEqual([
    {
      kind: "role",
      name: "reports",
      path: "/team/",
      arn: `arn:aws:iam::${ACCOUNT}:role/team/reports`,
      policies: [
        { name: "inline", document: documentOf("s3:GetObject") },
        own,
        { name: READ_ONLY, document: documentOf("dynamodb:Get*") },
      ],
      boundary: own,
    },
    {
      kind: "user",
      name: "ci",
      path: "/",
      arn: `arn:aws:iam::${ACCOUNT}:user/ci`,
      policies: [{ name: "deploy", document: documentOf("lambda:*") }, own],
    },
  ]);
  expect(notes.lines).toEqual([]);
});

test("a policy that cannot be read is noted, and the others are judged", async () => {
  // Prepare
  answerInPages();
  iam.on(GetPolicyCommand).rejects(Object.assign(new Error("not allowed"), { name: "AccessDenied" }));
  const notes = new Notes();

  // Act
  const [reports] = await accountIdentities(CLIENT, ACCOUNT, notes);

  // Assess
  expect(reports?.policies.map(({ name }) => name)).toEqual(["inline", OWN]);
  expect(notes.lines).toEqual([`policy ${READ_ONLY} cannot be read: AccessDenied: not allowed`]);
});

test("an account whose identities cannot be read is noted", async () => {
  // Prepare
  const denied = Object.assign(new Error("not allowed"), { name: "AccessDenied" });
  iam.on(GetAccountAuthorizationDetailsCommand).rejects(denied);
  const notes = new Notes();

  // Act
  const identities = await accountIdentities(CLIENT, ACCOUNT, notes);

  // Assess
  expect(identities).toEqual([]);
  expect(notes.lines).toEqual([
    `roles and users of account ${ACCOUNT} cannot be read: AccessDenied: not allowed`,
  ]);
});

test("without credentials there is nothing to note: it is an error", async () => {
  // Prepare
  const failure = Object.assign(new Error("no profile"), { name: "CredentialsProviderError" });
  iam.on(GetAccountAuthorizationDetailsCommand).rejects(failure);

  // Act
  const act = accountIdentities(CLIENT, ACCOUNT, new Notes());

  // Assess
  await expect(act).rejects.toThrow("No AWS credentials were found: no profile.");
});
