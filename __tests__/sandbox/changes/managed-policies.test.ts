import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  CreatePolicyVersionCommand,
  DetachRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Environment } from "../../../config/schema";
import { findDrift } from "../../../drift/find-drift";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { TerraformProject } from "../../../sandbox/terraform-project";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { ADMINISTRATOR } from "../support/by-hand/by-hand";
import { CountedWriter, sizeOf } from "../support/counted-writer";
import { deployTenants } from "../support/deploy-tenants";
import { freshAccount, letTerraformIn } from "../support/own-accounts";
import { rootReader } from "../support/root-reader";
import { synthesizeTenants, type TenantLine } from "../support/tenants-environment";
import { handledBy, mappingsIn } from "../support/tenants-seen";
import { waitUntil } from "../support/wait-until";

/** Each stream counts as 2,700 characters: the inline policy has room for two, as has each managed policy. */
jest.mock("../../../config/stream-arns", () => ({
  ...jest.requireActual("../../../config/stream-arns"),
  streamArnCharacters: (_: unknown, sources: readonly string[]) => 2700 * sources.length,
}));

/** How long a busy machine may take until functions were given what was written. */
const READ_MS = 120_000;

const own = join(stateFolder(), "managed-policies");
const consumer = freshAccount();
const [acme, india, nova] = ["acme", "india", "nova"].map((tenant, index) => ({
  tenant,
  account: freshAccount(),
  tableName: "Orders",
  writer: new CountedWriter("Orders", index + 1),
})) as [Tenant, Tenant, Tenant];

interface Tenant extends TenantLine {
  readonly writer: CountedWriter;
}

let project: TerraformProject;

function synthesize(tenants: readonly TenantLine[]): Environment {
  return synthesizeTenants(own, consumer, tenants, { usageMeter: undefined });
}

/** Writes to all tenants, and waits until everything that was ever written was handled. */
async function readBy(tenants: readonly Tenant[]) {
  for (const { account, writer } of tenants) {
    const { dynamodb, destroy } = accountClients(requireRunning(), account);
    await writer.write(dynamodb, 5);
    destroy();
  }
  const counts = await waitUntil(
    () => handledBy(consumer),
    (found) => tenants.every(({ account, writer }) => sizeOf(found[account]) >= sizeOf(writer.counts)),
    READ_MS,
  );
  return {
    given: tenants.map(({ account }) => counts[account]),
    written: tenants.map(({ writer }) => writer.counts),
  };
}

beforeAll(async () => {
  await letTerraformIn([consumer, acme.account, india.account, nova.account]);
  synthesize([acme, india]);
  project = new TerraformProject({
    state: requireRunning(),
    environment: "sandbox",
    outputFolder: join(own, "cdktf.out"),
  });
}, APPLY_TIMEOUT_MS);

afterAll(async () => {
  for (const stack of [...project.stacks()].sort()) {
    await project.initialize(stack);
    await project.terraform(stack, "destroy", "-input=false", "-auto-approve");
  }
}, APPLY_TIMEOUT_MS);

test(
  "a tenant too many for the inline policy: managed policies name the streams, and no mapping notices",
  async () => {
    // Prepare
    await deployTenants(own);
    await readBy([acme, india]);
    const before = await mappingsIn(consumer);
    synthesize([acme, india, nova]);

    // Act
    const { changed } = await deployTenants(own);
    const { given, written } = await readBy([acme, india, nova]);
    const planned = await project.changedStacks();

    // Assess
    expect(changed.filter((line) => line.startsWith("consumer-billing "))).toEqual([
      "consumer-billing aws_iam_policy.role_streams_10 Creation",
      "consumer-billing aws_iam_policy.role_streams_5 Creation",
      "consumer-billing aws_iam_role_policy.role_policy Modifications",
      "consumer-billing aws_iam_role_policy_attachment.role_streams_10_attachment Creation",
      "consumer-billing aws_iam_role_policy_attachment.role_streams_5_attachment Creation",
      "consumer-billing aws_lambda_event_source_mapping.mapping_orders_nova Creation",
    ]);
    expect([...(await mappingsIn(consumer))]).toEqual(expect.arrayContaining([...before]));
    expect(given).toEqual(written);
    expect(planned).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

/** What drift there is, sorted, each with what a deployment does about it. */
async function driftIn(environment: Environment): Promise<string[]> {
  const { findings, unread } = await findDrift({ name: "sandbox", environment }, ({ accountId }) =>
    rootReader(accountId),
  );
  expect(unread).toEqual([]);
  return findings.map(({ place, found, deployment }) => `${place}: ${found}, ${deployment}`).sort();
}

test(
  "what was done by hand to managed policies is found, and a deployment puts back what it knows",
  async () => {
    // Prepare
    const environment = synthesize([acme, india, nova]);
    const { iam, destroy } = accountClients(requireRunning(), consumer);
    const RoleName = "Billing";
    const [five, ten] = [5, 10].map((number) => `arn:aws:iam::${consumer}:policy/Billing-streams-${number}`);
    const wider = { Effect: "Allow", Action: "dynamodb:*", Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [wider] });
    // A version that is not in force allows nothing.
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn: five, PolicyDocument }));
    const clean = await driftIn(environment);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: five }));
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn: ten, PolicyDocument, SetAsDefault: true }));

    // Act
    const before = await driftIn(environment);
    const { changed } = await deployTenants(own);
    const after = await driftIn(environment);
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }));
    destroy();

    // Assess
    const left = `consumer-billing aws_iam_role_policy_attachment of role ${RoleName}: ${ADMINISTRATOR}, leaves`;
    expect(clean).toEqual([]);
    expect(before).toEqual([
      "consumer-billing aws_iam_policy.role_streams_10 policy, a statement without Sid, Action: dynamodb:*, puts back",
      "consumer-billing aws_iam_policy.role_streams_10 policy, a statement without Sid, Resource: *, puts back",
      left,
      "consumer-billing aws_iam_role_policy_attachment.role_streams_5_attachment: nothing that is deployed, puts back",
    ]);
    expect(changed).toEqual([
      "consumer-billing aws_iam_policy.role_streams_10 Modifications",
      "consumer-billing aws_iam_role_policy_attachment.role_streams_5_attachment Creation",
    ]);
    expect(after).toEqual([left]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "the tenant goes again: the inline policy names the streams before the managed policies go",
  async () => {
    // Prepare
    const before = await mappingsIn(consumer);
    synthesize([acme, india]);

    // Act
    const { changed } = await deployTenants(own);
    const { given, written } = await readBy([acme, india]);
    const planned = await project.changedStacks();

    // Assess
    expect(changed.filter((line) => line.startsWith("consumer-billing "))).toEqual([
      "consumer-billing aws_iam_policy.role_streams_10 Destruction",
      "consumer-billing aws_iam_policy.role_streams_5 Destruction",
      "consumer-billing aws_iam_role_policy.role_policy Modifications",
      "consumer-billing aws_iam_role_policy_attachment.role_streams_10_attachment Destruction",
      "consumer-billing aws_iam_role_policy_attachment.role_streams_5_attachment Destruction",
      "consumer-billing aws_lambda_event_source_mapping.mapping_orders_nova Destruction",
    ]);
    const stay = [...before].filter(([key]) => !key.endsWith(nova.account));
    expect(stay).toHaveLength(2);
    expect([...(await mappingsIn(consumer))].sort()).toEqual(stay.sort());
    expect(given).toEqual(written);
    expect(planned).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);
