import { AccountError } from "./account-error";

/** The error to throw if the AWS SDK found no credentials; undefined for any other failure. */
export function noCredentials(failure: unknown): AccountError | undefined {
  if (!(failure instanceof Error) || failure.name !== "CredentialsProviderError") return undefined;
  return new AccountError([
    {
      cause: `No AWS credentials were found: ${failure.message}`,
      remedy:
        "Set AWS_PROFILE, or sign in with `aws sso login`, as someone who may enter every account of the environment",
    },
  ]);
}
