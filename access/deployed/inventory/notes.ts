import { noCredentials } from "../../../accounts/no-credentials";

/** What AWS answers if something does not exist: names of errors. */
const ABSENT: readonly string[] = [
  "ResourceNotFoundException",
  "PolicyNotFoundException",
  "NoSuchEntityException",
  "NotFoundException",
  "NoSuchBucket",
  "NoSuchBucketPolicy",
  "NoSuchPublicAccessBlockConfiguration",
  "NoSuchLifecycleConfiguration",
  "ReplicationConfigurationNotFoundError",
  "ServerSideEncryptionConfigurationNotFoundError",
];

/** What was asked for and could not be read, so that nobody takes it for judged. */
export class Notes {
  private readonly taken = new Set<string>();
  private readonly failed = new Set<string>();

  /** All of them, one line each, sorted: what is read at once comes in any order. */
  get lines(): readonly string[] {
    return [...this.taken].sort();
  }

  /** Those among them that say that something could not be read. */
  get unread(): readonly string[] {
    return [...this.failed].sort();
  }

  /** Notes something down, once. @param line a sentence without its full stop */
  add(line: string): void {
    this.taken.add(line);
  }

  /**
   * Reads something, and goes on if it cannot be read.
   * @param what for the note
   * @returns `absent` if it does not exist, `unread` if it cannot be read
   * @throws AccountError if there are no credentials at all
   */
  async read<T>(what: string, read: () => Promise<T>): Promise<Read<T>> {
    try {
      return { kind: "there", value: await read() };
    } catch (error) {
      const missing = noCredentials(error);
      if (missing) throw missing;
      if (error instanceof Error && ABSENT.includes(error.name)) return { kind: "absent" };
      const line = `${what} cannot be read: ${reasonOf(error)}`;
      this.add(line);
      this.failed.add(line);
      return { kind: "unread" };
    }
  }
}

/** Something that was asked for. */
export type Read<T> =
  | { readonly kind: "there"; readonly value: T }
  | { readonly kind: "absent" }
  | { readonly kind: "unread" };

/** The value, or undefined if there is none or nobody knows. */
export function valueIn<T>(read: Read<T>): T | undefined {
  return read.kind === "there" ? read.value : undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
