import { check } from "./malformed-record-error";

/** Where a stream is, according to its ARN. */
export interface StreamOrigin {
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  readonly tableName: string;
}

/** Service Authorization Reference, DynamoDB: arn:<partition>:dynamodb:<region>:<account>:table/<name>/stream/<label>. */
const STREAM_ARN = /^arn:[^:]+:dynamodb:([^:]+):(\d{12}):table\/([^/]+)\/stream\/.+$/;

/** @throws MalformedRecordError if it is not the ARN of a DynamoDB stream. */
export function parseStreamArn(arn: unknown): StreamOrigin {
  const [, region = "", account = "", tableName = ""] = STREAM_ARN.exec(String(arn)) ?? [];
  check(tableName !== "", "eventSourceARN is not the ARN of a DynamoDB stream.");
  return { region, account, tableName };
}
