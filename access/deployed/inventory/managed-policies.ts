import { GetPolicyCommand, GetPolicyVersionCommand } from "@aws-sdk/client-iam";
import type { ExpectedStatement } from "../../inventory/stack-inventory";
import {
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  findingsOfEach,
  missingFinding,
  statementFindings,
} from "./deployed-stack";

/** Managed policies of the file with the statements of the version that counts. */
export function managedPolicyFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return findingsOfEach(stack, "aws_iam_policy", findingsOf);
}

async function findingsOf(stack: DeployedStack, element: ExpectedElement): Promise<DeployedFinding[]> {
  const { resolve, notes, reader } = stack;
  const { address, settings } = element;
  const PolicyArn = resolve(`\${${address}.arn}`);
  const read = await notes.read(`policy ${PolicyArn}`, async () => {
    const { Policy } = await reader.iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId;
    return reader.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  });
  if (read.kind === "absent") return [missingFinding(stack, element)];
  if (read.kind !== "there") return [];
  const statements = (settings.policy ?? []) as readonly ExpectedStatement[];
  return statementFindings(
    stack,
    { address, what: "policy" },
    statements,
    read.value.PolicyVersion?.Document,
  );
}
