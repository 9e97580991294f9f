import type { MappingConfig } from "../../config/schema";
import type { FunctionWithRole } from "../../constructs/function-with-role";
import type { StreamMappingProps } from "../../constructs/stream-mapping";
import { terraformLiteralJson } from "../terraform-literal";

/** What a mapping connects. */
export interface MappingEnds {
  readonly streamArn: string;
  readonly handler: FunctionWithRole;
  readonly failureBucketArn: string;
}

/** The props of a mapping. */
export function mappingProps(
  { source: _source, filters, ...settings }: MappingConfig,
  { streamArn, handler, failureBucketArn }: MappingEnds,
): StreamMappingProps {
  return {
    ...settings,
    filters: filters?.map(terraformLiteralJson),
    streamArn,
    functionName: handler.functionName,
    failureBucketArn,
    after: handler.rolePolicies,
  };
}
