import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";

/** A value, and the version of the object that held it. */
export interface Stored<T> {
  readonly value: T;
  readonly etag: string;
}

/** What must hold for a write: the object is not there yet, or still the one that was read. */
export type WriteCondition = { readonly absent: true } | { readonly etag: string };

/** JSON objects of one bucket, with writes that lose to other writers instead of overwriting them. */
export class JsonObjects {
  constructor(
    private readonly s3: S3Client,
    readonly bucket: string,
  ) {}

  /** @returns undefined if there is no such object */
  async get<T>(key: string): Promise<Stored<T> | undefined> {
    try {
      const { Body, ETag = "" } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return { value: JSON.parse((await Body?.transformToString()) ?? "null") as T, etag: ETag };
    } catch (error) {
      if (statusOf(error) === 404 && !isNoBucket(error)) return undefined;
      throw error;
    }
  }

  /**
   * Writes an object. S3 checks the condition and writes in one step (Amazon S3 User Guide, "Conditional writes").
   * @returns the new version; undefined if the condition does not hold
   */
  async put(key: string, value: unknown, condition?: WriteCondition): Promise<string | undefined> {
    try {
      const { ETag } = await this.s3.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: key,
          Body: `${JSON.stringify(value)}\n`,
          ContentType: "application/json",
          ...(condition && ("absent" in condition ? { IfNoneMatch: "*" } : { IfMatch: condition.etag })),
        }),
      );
      return ETag ?? "";
    } catch (error) {
      // 409: another conditional write was under way; 404: the object that was read is gone.
      if (condition && [404, 409, 412].includes(statusOf(error) ?? 0) && !isNoBucket(error)) return undefined;
      throw error;
    }
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

function isNoBucket(error: unknown): boolean {
  return error instanceof S3ServiceException && error.name === "NoSuchBucket";
}
