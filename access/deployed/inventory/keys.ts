import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type GrantListEntry,
  paginateListGrants,
} from "@aws-sdk/client-kms";
import type { ExpectedStatement } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  findingsOfEach,
  missingFinding,
  settingFindings,
  statementFindings,
} from "./deployed-stack";
import { valueIn } from "./notes";
import { readAlias } from "./references";

/** Keys with state, rotation, policy and grants. */
export function keyFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return findingsOfEach(stack, "aws_kms_key", findingsOf);
}

async function findingsOf(stack: DeployedStack, key: ExpectedElement): Promise<DeployedFinding[]> {
  const { reader, notes, resolve } = stack;
  const { address } = key;
  const KeyId = resolve(`\${${address}.arn}`);
  if (KeyId.includes("${")) return (await isAbsent(stack, address)) ? [missingFinding(stack, key)] : [];
  const [described, policy, rotation, grants] = await Promise.all([
    notes.read(`key ${KeyId}`, () => reader.kms.send(new DescribeKeyCommand({ KeyId }))),
    notes.read(`policy of ${KeyId}`, () =>
      reader.kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" })),
    ),
    notes.read(`rotation of ${KeyId}`, () => reader.kms.send(new GetKeyRotationStatusCommand({ KeyId }))),
    notes.read(`grants of ${KeyId}`, () => allGrants(stack, KeyId)),
  ]);
  const expected = (key.settings.policy ?? []) as readonly ExpectedStatement[];
  return [
    ...stateFindings(stack, address, valueIn(described)?.KeyMetadata?.KeyState),
    ...(policy.kind === "there"
      ? statementFindings(stack, { address, what: "policy" }, expected, policy.value.Policy)
      : []),
    ...(rotation.kind === "there"
      ? settingFindings(stack, key, { enable_key_rotation: rotation.value.KeyRotationEnabled })
      : []),
    ...(valueIn(grants) ?? [])
      .filter((grant) => !isDynamoDb(grant, stack))
      .map(({ GranteePrincipal, Operations, Constraints }) =>
        additionalFinding(
          stack,
          `${address} grant`,
          { GranteePrincipal, Operations, Constraints },
          "A grant lets its principal use the key, whatever the key's policy says.",
        ),
      ),
  ];
}

/** A key that nobody switched off, and that is not about to be deleted. */
const USABLE = "Enabled";

function stateFindings(
  { inventory: { name } }: DeployedStack,
  address: string,
  state = USABLE,
): DeployedFinding[] {
  if (state === USABLE) return [];
  return [
    {
      place: `${name} ${address} state`,
      expected: USABLE,
      found: state,
      why: "Without its key, nobody can read the table, its stream and its backups.",
      subject: { stack: name, address, part: "state" },
    },
  ];
}

/** Nobody knows whether a key is there whose alias cannot be read. */
async function isAbsent(stack: DeployedStack, address: string): Promise<boolean> {
  const alias = expectedOf(stack, "aws_kms_alias").find(({ settings }) =>
    String(settings.target_key_id).includes(`{${address}.`),
  );
  const read = await readAlias(stack, String(alias?.settings.name));
  return read.kind === "absent";
}

async function allGrants({ reader }: DeployedStack, KeyId: string): Promise<GrantListEntry[]> {
  const grants: GrantListEntry[] = [];
  for await (const page of paginateListGrants({ client: reader.kms }, { KeyId })) {
    grants.push(...(page.Grants ?? []));
  }
  return grants;
}

/** DynamoDB uses keys by grants to itself (DynamoDB Developer Guide, "Encryption at rest: How it works"). */
function isDynamoDb({ GranteePrincipal }: GrantListEntry, { region }: DeployedStack): boolean {
  return GranteePrincipal === `dynamodb.${region}.amazonaws.com`;
}
