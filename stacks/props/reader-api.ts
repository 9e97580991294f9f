import type { ReaderApiConfig } from "../../config/schema";
import type { FunctionApiProps } from "../../constructs/function-api";
import type { FunctionWithRole } from "../../constructs/function-with-role";
import { terraformLiteralJson } from "../terraform-literal";

/** What a reader API is made of besides its settings in the environment file. */
export interface ReaderApiContext {
  readonly accountId: string;
  readonly region: string;
  /** The function that answers. */
  readonly fn: FunctionWithRole;
}

/** The props of the reader API. */
export function readerApiProps(
  { function: { name, logKeyArn }, path, authorization, throttling, accessLogRetentionDays }: ReaderApiConfig,
  { accountId, region, fn }: ReaderApiContext,
): FunctionApiProps {
  return {
    accountId,
    region,
    apiName: name,
    path,
    functionName: fn.functionName,
    invokeArn: fn.invokeArn,
    description: "Reads a DynamoDB table in another account",
    authorization: terraformLiteralJson(authorization),
    throttling,
    accessLogRetentionDays,
    accessLogKeyArn: logKeyArn,
  };
}
