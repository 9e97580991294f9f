import {
  Account,
  allow,
  createFunction,
  createRole,
  createTable,
  type Invocations,
  READ_ACTIONS,
} from "./aws";
import { type OwnService, type OwnServiceOptions, startOwnService } from "./own-service";

/** What the function and its role are to be. */
export interface Setup {
  /** Statements of the function, as `createFunction` takes them. @default none */
  readonly body?: string;
  /** Time limit of the function, seconds. @default 10 */
  readonly timeout?: number;
  /** The role's policy; undefined gives it none. @default reading the stream */
  readonly policy?: (streamArn: string, accountId: string) => string | undefined;
}

/** A table with a stream and, in the same account or another, a role and a function. */
export interface Prepared {
  /** Owns the table. */
  readonly source: Account;
  /** Owns role, function and mappings. */
  readonly consumer: Account;
  readonly streamArn: string;
  readonly roleArn: string;
  readonly invocations: Invocations;
}

/** Makes what a mapping takes, in accounts that no other test uses. */
export interface MappingFixture {
  /** Address of the stream-mapping service. */
  readonly url: string;
  /** Everything in one account. */
  oneAccount(setup?: Setup): Promise<Prepared & { readonly account: Account }>;
  /** The table in one account, role and function in another. There is no stream policy yet. */
  twoAccounts(setup?: Setup): Promise<Prepared>;
}

/** A fixture with a service of the test file's own, which starts before the first test and ends after the last. */
export function mappingFixture(options: OwnServiceOptions = {}): MappingFixture {
  let service: OwnService;
  beforeAll(async () => {
    service = await startOwnService(options);
  });
  afterAll(() => service.stop());
  return fixtureAt(() => service.url);
}

/** A fixture with a service that runs already. */
export function fixtureAt(url: () => string): MappingFixture {
  return {
    get url() {
      return url();
    },
    oneAccount: async (setup) => {
      const account = new Account(url());
      return { ...(await prepare(account, account, setup)), account };
    },
    twoAccounts: (setup) => prepare(new Account(url()), new Account(url()), setup),
  };
}

async function prepare(source: Account, consumer: Account, setup: Setup = {}): Promise<Prepared> {
  const { body, timeout, policy = (arn: string) => allow(READ_ACTIONS, arn) } = setup;
  const streamArn = await createTable(source);
  const roleArn = await createRole(consumer, policy(streamArn, consumer.id));
  const invocations = await createFunction(consumer, roleArn, body, { timeout });
  return { source, consumer, streamArn, roleArn, invocations };
}
