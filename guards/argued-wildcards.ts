/**
 * Everything that may stand in a policy with a wildcard, and why: statement, field and value. Of an ARN that
 * ends in a wildcard only the end is compared, so what stands before it is exact.
 */
export const ARGUED_WILDCARDS: Readonly<Record<string, string>> = {
  "AccountAdministers Action kms:*": "without it nobody could ever change the key again",
  "AccountAdministers Resource *": "in a key's policy, * means this key",
  "Decrypts Resource *": "in a key's policy, * means this key",
  "WriteOwnLogStreams Resource :*": "Lambda chooses the names of the log streams of this one group",
  "RefuseUnencryptedTransport Principal *": "a denial, for everybody",
  "RefuseUnencryptedTransport Action s3:*": "a denial, of everything",
  "RefuseUnencryptedTransport Resource /*": "a denial, for every object of this one bucket",
  "SendTraces Resource *": "X-Ray has no resources for these actions",
  "ListAccount Resource *": "AWS knows no resources for listing tables and buckets",
  "AssumeInAnyAccount Resource iam::*:role":
    "the environment file says `accounts: any`; each account's role still decides",
  "KeepFailedBatches Resource /*": "Lambda chooses the names of the objects of this one bucket",
};
