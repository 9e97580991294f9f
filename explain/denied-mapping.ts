import type { AccessModel, Resource } from "../access/access-model";
import { type FunctionPart, functionsOfConsumer } from "../config/functions";
import type { LoadedEnvironment } from "../config/load-environment";
import { fromLoaded } from "../config/loaded";
import { accountOf, regionOf } from "../config/placement";
import type { Environment } from "../config/schema";
import type { Answer } from "./answer";
import { explain, type ReaderOf } from "./explain";
import { ownerWord } from "./owner-word";

/** What the role of a mapping may not do. */
export interface DeniedMapping {
  readonly consumer: string;
  /** Which of the consumer's functions reads. */
  readonly part: FunctionPart;
  readonly source: string;
  /** IAM action; `kms:…` is asked of the table's key, any other of its stream. */
  readonly action: string;
  /** ARN of the table's stream. @default the table has none */
  readonly streamArn?: string | undefined;
}

/**
 * Explains by the deployed policies whether a mapping's role may read its stream. Needs no synthesis: the file names
 * role, stream and key, and their policies are read where they are.
 * @throws ExplainError if it cannot be judged; AccessError if a policy cannot be read
 */
export function explainDeniedMapping(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  denied: DeniedMapping,
  readerOf: ReaderOf,
): Promise<Answer[]> {
  const { consumer, part, source, action } = denied;
  const resource = `${source}.${action.startsWith("kms:") ? "key" : "stream"}`;
  const words = { principal: [consumer, ...ownerWord(part)].join("."), action, resource };
  return explain(words, modelOf(denied, environment), { environment, environmentName: name }, readerOf);
}

/** The role, the stream and its key, without their policies. */
function modelOf({ consumer, source, streamArn }: DeniedMapping, environment: Environment): AccessModel {
  const config = fromLoaded(environment.sources[source], `sources.${source}`);
  const { tableName, encryption } = config;
  const place = { accountId: accountOf(config, environment).id, region: regionOf(config, environment) };
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
