import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { rootCredentials, type Scope } from "./identity";

/** SDK clients of an account's root, made when first asked for and kept. */
export class AwsClients {
  private readonly made = new Map<string, unknown>();

  /** @param secret the secret access key of the accounts' roots */
  constructor(
    private readonly endpoint: string,
    private readonly secret: string,
  ) {}

  iam(scope: Scope): IAMClient {
    return this.client("iam", scope, (config) => new IAMClient(config));
  }

  sts(scope: Scope): STSClient {
    return this.client("sts", scope, (config) => new STSClient(config));
  }

  sqs(scope: Scope): SQSClient {
    return this.client("sqs", scope, (config) => new SQSClient(config));
  }

  sns(scope: Scope): SNSClient {
    return this.client("sns", scope, (config) => new SNSClient(config));
  }

  s3(scope: Scope): S3Client {
    return this.client("s3", scope, (config) => new S3Client({ ...config, forcePathStyle: true }));
  }

  cloudWatch(scope: Scope): CloudWatchClient {
    return this.client("cloudwatch", scope, (config) => new CloudWatchClient(config));
  }

  private client<Client>(name: string, scope: Scope, make: (config: ClientConfig) => Client): Client {
    const key = `${name}/${scope.account}/${scope.region}`;
    const known = this.made.get(key);
    if (known) return known as Client;
    const client = make({
      endpoint: this.endpoint,
      region: scope.region,
      credentials: rootCredentials(scope.account, this.secret),
      maxAttempts: 2,
    });
    this.made.set(key, client);
    return client;
  }
}

interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };
  readonly maxAttempts: number;
}
