import {
  type Api,
  type Authorizer,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
  type Route,
  type Stage,
} from "@aws-sdk/client-apigatewayv2";
import type { DeployedStack } from "./deployed-stack";
import { valueIn } from "./notes";

/** What an account has of something; undefined if it cannot be read, which is noted. */
type Listed<T> = Promise<readonly T[] | undefined>;

/** The HTTP and WebSocket APIs of a stack's account, in the stack's region. */
export function apisOf(stack: DeployedStack): Listed<Api> {
  const { accountId, region, reader } = stack;
  return listed(stack, `APIs of account ${accountId} in ${region}`, (NextToken) =>
    reader.apis.send(new GetApisCommand({ NextToken })),
  );
}

/** The API with a name. Names need not be unique: the oldest API of that name is taken for the file's. */
export function apiNamed(apis: readonly Api[], name: unknown): Api | undefined {
  const [oldest] = apis
    .filter(({ Name }) => Name === name)
    .sort((a, b) => Number(a.CreatedDate) - Number(b.CreatedDate));
  return oldest;
}

/** An API as notes and findings call it. */
export function apiText({ Name, ApiId }: Api): string {
  return `${Name} (${ApiId})`;
}

/** The routes of an API. */
export function routesOf(stack: DeployedStack, api: Api): Listed<Route> {
  return listed(stack, `routes of API ${apiText(api)}`, (NextToken) =>
    stack.reader.apis.send(new GetRoutesCommand({ ApiId: api.ApiId, NextToken })),
  );
}

/** The authorizers of an API. */
export function authorizersOf(stack: DeployedStack, api: Api): Listed<Authorizer> {
  return listed(stack, `authorizers of API ${apiText(api)}`, (NextToken) =>
    stack.reader.apis.send(new GetAuthorizersCommand({ ApiId: api.ApiId, NextToken })),
  );
}

/** The integrations of an API. */
export function integrationsOf(stack: DeployedStack, api: Api): Listed<Integration> {
  return listed(stack, `integrations of API ${apiText(api)}`, (NextToken) =>
    stack.reader.apis.send(new GetIntegrationsCommand({ ApiId: api.ApiId, NextToken })),
  );
}

/** The stages of an API. */
export function stagesOf(stack: DeployedStack, api: Api): Listed<Stage> {
  return listed(stack, `stages of API ${apiText(api)}`, (NextToken) =>
    stack.reader.apis.send(new GetStagesCommand({ ApiId: api.ApiId, NextToken })),
  );
}

/** One page of a list. */
interface Page<T> {
  readonly Items?: readonly T[] | undefined;
  readonly NextToken?: string | undefined;
}

async function listed<T>(
  { notes }: DeployedStack,
  what: string,
  page: (token: string | undefined) => Promise<Page<T>>,
): Listed<T> {
  const read = await notes.read(what, () => allPages(page));
  return read.kind === "absent" ? [] : valueIn(read);
}

/** The client has no paginators for these lists. */
async function allPages<T>(page: (token: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const { Items = [], NextToken } = await page(token);
    items.push(...Items);
    token = NextToken;
  } while (token);
  return items;
}
