import type { ITerraformDependable } from "cdktf";
import type { MappingConfig } from "../../config/schema";
import type { StreamMappingProps } from "../../constructs/stream-mapping";
import { terraformLiteralJson } from "../terraform-literal";

/** What a mapping connects. */
export interface MappingEnds {
  readonly streamArn: string;
  readonly handler: {
    readonly functionName: string;
    /** What its role needs before the mapping is created; absent if the function is in another stack. */
    readonly rolePolicies?: readonly ITerraformDependable[];
  };
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
