/** Where Terraform keeps its state. */
export const BACKENDS = ["s3", "cloud", "local"] as const;

/** What a new environment is made of. */
export interface Answers {
  /** Account that owns the table: 12 digits. */
  readonly sourceAccount: string;
  /** Account that owns the function: 12 digits. */
  readonly consumerAccount: string;
  readonly region: string;
  /** Name of the table. */
  readonly table: string;
  /** Name of the table's partition key. */
  readonly partitionKey: string;
  readonly backend: string;
  /** The bucket of the backend `s3`. */
  readonly stateBucket?: string;
  /** The organization of the backend `cloud`. */
  readonly organization?: string;
}

/** One thing to ask for. */
export interface Question {
  readonly key: keyof Answers;
  /** The option that answers it: `--source-account`. */
  readonly flag: string;
  /** The question, without its question mark. */
  readonly text: string;
  /** Where the answer stands in the file. */
  readonly path: string;
  readonly initial?: string;
  /** What to answer instead of something wrong. @default the remedy of the file's own check */
  readonly remedy?: string;
  readonly choices?: readonly string[];
  /** The backend that it is about. @default any */
  readonly backend?: string;
}

const ACCOUNT_REMEDY = "Use exactly 12 digits";

/** Everything that is asked, in order. */
export const QUESTIONS: readonly Question[] = [
  {
    key: "sourceAccount",
    flag: "--source-account",
    text: "ID of the account that owns the table",
    path: "accounts.source.id",
    remedy: ACCOUNT_REMEDY,
  },
  {
    key: "consumerAccount",
    flag: "--consumer-account",
    text: "ID of the account that owns the function",
    path: "accounts.consumer.id",
    remedy: ACCOUNT_REMEDY,
  },
  { key: "region", flag: "--region", text: "Region of both", path: "region", initial: "eu-central-1" },
  { key: "table", flag: "--table", text: "Name of the table", path: "sources.changes.tableName" },
  {
    key: "partitionKey",
    flag: "--partition-key",
    text: "Name of its partition key, a string",
    path: "sources.changes.partitionKey.name",
    initial: "id",
  },
  {
    key: "backend",
    flag: "--backend",
    text: "Where Terraform keeps its state",
    path: "backend.type",
    choices: BACKENDS,
  },
  {
    key: "stateBucket",
    flag: "--state-bucket",
    text: "S3 bucket for the state, which exists already",
    path: "backend.bucket",
    backend: "s3",
  },
  {
    key: "organization",
    flag: "--organization",
    text: "Organization in Terraform Cloud",
    path: "backend.organization",
    backend: "cloud",
  },
];

/** The questions without an answer. A question about a backend counts once that backend is chosen. */
export function unanswered(given: Partial<Answers>): Question[] {
  return QUESTIONS.filter(
    ({ key, backend }) => given[key] === undefined && (backend === undefined || backend === given.backend),
  );
}
