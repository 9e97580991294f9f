import { AccessError } from "../access-error";

/** The error to throw if the AWS SDK found no credentials; undefined for any other failure. */
export function noCredentials(failure: unknown): AccessError | undefined {
  if (!(failure instanceof Error) || failure.name !== "CredentialsProviderError") return undefined;
  return new AccessError([
    {
      cause: `No AWS credentials were found: ${failure.message}`,
      remedy:
        "Set AWS_PROFILE, or sign in with `aws sso login`, with permission to read policies in every account of the environment",
    },
  ]);
}
