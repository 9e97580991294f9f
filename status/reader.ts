import pLimit from "p-limit";
import type { ClientsOf, StatusClients, StatusScope } from "./clients";
import type { Look } from "./picture";

/** Requests under way at once, over all accounts. */
const AT_ONCE = 24;

/** What AWS answers if something does not exist: names of errors. */
const ABSENT: readonly string[] = ["ResourceNotFoundException", "PolicyNotFoundException", "NoSuchBucket"];

/** Reads side by side, and remembers what could not be read. */
export class Reader {
  private readonly limit = pLimit(AT_ONCE);
  private readonly failed = new Set<string>();

  constructor(private readonly clientsOf: ClientsOf) {}

  /** What could not be read, and why: sorted, because it comes in any order. */
  get unread(): readonly string[] {
    return [...this.failed].sort();
  }

  /** Notes down what could not be read. @param line a sentence without its full stop */
  note(line: string): void {
    this.failed.add(line);
  }

  /**
   * Reads something of an account. One that cannot be read hides no other.
   * @param what for the line that says that it could not be read
   */
  async read<T extends object>(
    scope: StatusScope,
    what: string,
    ask: (clients: StatusClients) => Promise<T>,
  ): Promise<Look<T>> {
    const clients = await this.enter(scope);
    if (!clients) return { kind: "unread" };
    try {
      return { kind: "there", ...(await this.limit(() => ask(clients))) };
    } catch (error) {
      if (error instanceof Error && ABSENT.includes(error.name)) return { kind: "absent" };
      this.failed.add(`${what} of account ${scope.accountId} cannot be read: ${reasonOf(error)}`);
      return { kind: "unread" };
    }
  }

  private async enter(scope: StatusScope): Promise<StatusClients | undefined> {
    try {
      return await this.clientsOf(scope);
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll("\n", " ") : String(error);
      this.failed.add(`Account ${scope.accountId} cannot be entered: ${reason}`);
      return undefined;
    }
  }
}

/** AWS's text names who may not do what, and no data. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
