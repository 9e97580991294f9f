import { GetLayerVersionPolicyCommand, paginateListLayerVersions } from "@aws-sdk/client-lambda";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  findingsOfEach,
  whyOf,
} from "./deployed-stack";
import { valueIn } from "./notes";

/** Layers with their versions, and who else may use them. */
export function layerFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return findingsOfEach(stack, "aws_lambda_layer_version", findingsOf);
}

async function findingsOf(stack: DeployedStack, layer: ExpectedElement): Promise<DeployedFinding[]> {
  const { reader, notes } = stack;
  const LayerName = String(layer.settings.layer_name);
  const versions = valueIn(
    await notes.read(`versions of layer ${LayerName}`, () => versionsOf(stack, LayerName)),
  );
  const policies = (versions ?? []).map(async (VersionNumber) => {
    const read = await notes.read(`permissions of layer ${LayerName}, version ${VersionNumber}`, () =>
      reader.lambda.send(new GetLayerVersionPolicyCommand({ LayerName, VersionNumber })),
    );
    return read.kind === "there" && read.value.Policy !== undefined
      ? [additionalFinding(stack, `${layer.address} permission`, read.value.Policy, whyOf(layer.address))]
      : [];
  });
  const [, ...older] = versions ?? [];
  return [
    ...(await Promise.all(policies)).flat(),
    ...older.map((version) =>
      additionalFinding(stack, `${layer.address} version`, String(version), whyOf(layer.address)),
    ),
  ];
}

/** The newest first, as Lambda lists them. */
export async function versionsOf({ reader }: DeployedStack, LayerName: string): Promise<number[]> {
  const versions: number[] = [];
  for await (const page of paginateListLayerVersions({ client: reader.lambda }, { LayerName })) {
    versions.push(...(page.LayerVersions ?? []).flatMap(({ Version }) => Version ?? []));
  }
  return versions.sort((a, b) => b - a);
}
