/** The parts of a DynamoDB stream's ARN. */
export interface StreamArn {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  /** The source account: the one that owns the table. */
  readonly account: string;
  readonly table: string;
  readonly label: string;
}

/** A Lambda function as an API call may name it: by name, `name:qualifier`, partial or full ARN. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier?: string;
  /** Only when the reference names one. */
  readonly account?: string;
  readonly region?: string;
}

const STREAM_ARN = /^arn:(aws[a-z-]*):dynamodb:([a-z0-9-]+):(\d{12}):table\/([^/]+)\/stream\/([^/]+)$/;
const FUNCTION_REFERENCE =
  /^(?:arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\d{12}):function:|(\d{12}):function:|(\d{12}):)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** The parts of a stream's ARN; undefined when the text is not one. */
export function parseStreamArn(arn: string): StreamArn | undefined {
  const [, partition, region, account, table, label] = STREAM_ARN.exec(arn) ?? [];
  if (!partition || !region || !account || !table || !label) return undefined;
  return { arn, partition, region, account, table, label };
}

/** The parts of a function reference; undefined when it is malformed. */
export function parseFunctionReference(reference: string): FunctionReference | undefined {
  const [, region, fullAccount, partialAccount, shortAccount, name, qualifier] =
    FUNCTION_REFERENCE.exec(reference) ?? [];
  if (!name) return undefined;
  return { name, qualifier, region, account: fullAccount ?? partialAccount ?? shortAccount };
}

/** `name` or `name:qualifier`, which is how the Invoke call takes it. */
export function qualifiedName(reference: FunctionReference): string {
  return reference.qualifier ? `${reference.name}:${reference.qualifier}` : reference.name;
}
