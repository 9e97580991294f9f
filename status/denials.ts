import type { AccessModel, Resource } from "../access/access-model";
import { functionsOfConsumer } from "../config/functions";
import type { LoadedEnvironment } from "../config/load-environment";
import { fromLoaded } from "../config/loaded";
import { accountOf, regionOf } from "../config/placement";
import type { Environment } from "../config/schema";
import { reasonOf } from "../errors/reason-of";
import type { Answer } from "../explain/answer";
import { explain, type ReaderOf } from "../explain/explain";
import { sideLines } from "../explain/text";
import type { Denied } from "./judge/problem";
import type { Picture } from "./picture";
import type { Explanation } from "./status";

/** Explains why a mapping's role may not read its stream, by the policies that are deployed. Never throws. */
export async function explainDenial(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  denied: Denied,
  picture: Picture,
  readerOf: ReaderOf,
): Promise<Explanation> {
  const { consumer, source, action } = denied;
  const resource = `${source}.${action.startsWith("kms:") ? "key" : "stream"}`;
  try {
    const words = { principal: consumer, action, resource };
    const model = modelOf(denied, environment, picture);
    return told(await explain(words, model, { environment, environmentName: name }, readerOf));
  } catch (error) {
    return { lines: [`It cannot be explained: ${reasonOf(error).replaceAll("\n", " ")}`], remedies: [] };
  }
}

function told(answers: readonly Answer[]): Explanation {
  const refused = answers.filter(({ decision }) => decision === "denied");
  if (refused.length === 0) {
    return { lines: ["The policies allow it by now: the mapping finds out by itself."], remedies: [] };
  }
  return {
    lines: refused.flatMap(({ rule, sides }) => [rule, ...sides.flatMap(sideLines)]),
    remedies: [...new Set(refused.flatMap(({ remedies }) => remedies))],
  };
}

/** The role, the stream and its key, without their policies: those are read where they are deployed. */
function modelOf({ consumer, source }: Denied, environment: Environment, { sources }: Picture): AccessModel {
  const config = fromLoaded(environment.sources[source], `sources.${source}`);
  const { tableName, encryption } = config;
  const place = { accountId: accountOf(config, environment).id, region: regionOf(config, environment) };
  const look = sources.find(({ key }) => key === source)?.look;
  const streamArn = look?.kind === "there" ? look.streamArn : undefined;
  const common = { source, tableName, ...place };
  const stream: Resource = {
    ...common,
    label: `stream of ${tableName}`,
    kind: "stream",
    arn: streamArn ?? "",
  };
  const key: Resource = { ...common, label: `key of ${tableName}`, kind: "key", arn: "" };
  const principals = functionsOfConsumer(environment, consumer).map(({ part, accountId, roleArn }) => ({
    ...{ label: `${consumer} / ${part}`, kind: "role" as const, arn: roleArn, accountId, consumer, part },
    policies: [],
  }));
  const resources = encryption.type === "customer-managed" ? [stream, key] : [stream];
  return { principals, resources, onlyDeployed: [], notes: [] };
}
