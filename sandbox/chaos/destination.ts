import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";

interface FailureObject {
  /** The function's event, as text. */
  readonly payload: string;
}

interface FailedEvent {
  readonly Records: readonly {
    readonly dynamodb: { readonly NewImage: { readonly n: { readonly N: string } } };
  }[];
}

/** Numbers of all records that lie in the bucket for discarded records. */
export async function discarded(s3: S3Client, Bucket: string): Promise<number[]> {
  const numbers: number[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key } of page.Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const { payload } = JSON.parse((await Body?.transformToString()) ?? "{}") as FailureObject;
      const { Records } = JSON.parse(payload) as FailedEvent;
      numbers.push(...Records.map(({ dynamodb }) => Number(dynamodb.NewImage.n.N)));
    }
  }
  return numbers;
}
