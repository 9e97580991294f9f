import { accountReader } from "../access/deployed/account-reader";
import type { ConnectAccount } from "../accounts/account-session";
import type { LoadedEnvironment } from "../config/load-environment";
import { explainDeniedMapping } from "../explain/denied-mapping";
import { answersText } from "../explain/text";
import type { Clients } from "./clients";
import type { MappingView, TableView } from "./model";
import { streamOf } from "./stream-policies";

/** What an explanation needs. */
export interface ExplanationParts {
  readonly loaded: LoadedEnvironment;
  readonly clients: Clients;
  readonly connect: ConnectAccount;
}

/**
 * Says who decides whether a mapping may read its table, by the policies that are in the sandbox now, in the words of
 * `npm run explain`.
 * @param action what was denied
 * @throws ExplainError if it cannot be judged; SandboxError if the table has no stream
 */
export async function explanationOf(
  { consumer, part, source }: MappingView,
  table: TableView,
  action: string,
  { loaded, clients, connect }: ExplanationParts,
): Promise<string> {
  const streamArn = await streamOf(clients.of(table).dynamodb, table);
  const denied = { consumer, part, source, action, streamArn };
  return answersText(
    await explainDeniedMapping(loaded, denied, async (scope) => accountReader(await connect(scope))),
  );
}
