/** The part of a DynamoDB stream event that the handler uses. */
interface StreamEvent {
  readonly Records: readonly {
    readonly dynamodb: { readonly SequenceNumber: string; readonly NewImage: unknown };
  }[];
}

/** Lambda tries the records again from the first one that is reported. */
interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export async function handler({ Records }: StreamEvent): Promise<BatchResponse> {
  for (const { dynamodb } of Records) console.log(JSON.stringify({ order: dynamodb.NewImage }));
  return { batchItemFailures: [] };
}
