import { parseFunctionReference, qualifiedName } from "../model/arns";
import type { Mapping } from "../model/mapping";
import { mappingExists } from "./errors";
import type { Target } from "./targets";

/**
 * Refuses a second mapping of the same stream and function; two qualifiers of one function count as two.
 * @param others mappings of the account and region, without the one that is being changed
 * @throws ApiError
 */
export function refuseDuplicate(
  others: readonly Mapping[],
  streamArn: string,
  { arn }: Pick<Target, "arn">,
): void {
  const twin = others.find((other) => other.streamArn === streamArn && other.functionArn === arn);
  if (!twin) return;
  const reference = parseFunctionReference(arn);
  throw mappingExists(streamArn, reference ? qualifiedName(reference) : arn, twin.uuid);
}
