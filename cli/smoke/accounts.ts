import type { SiteAccount, SitePlace } from "../../assumptions/site/content";
import { loadEnvironment } from "../../config/load-environment";
import { accountOf, regionOf } from "../../config/placement";
import type { Environment } from "../../config/schema";
import { UserError } from "../../errors/user-error";

/** How the two accounts are named on the command line. */
export interface AccountOptions {
  readonly environment?: string;
  readonly sourceAccount?: string;
  readonly consumerAccount?: string;
  readonly region?: string;
  /** Role to act in, in both accounts. */
  readonly role?: string;
}

/** Two accounts, and whether they are those of the sandbox. */
export interface ChosenAccounts {
  readonly place: SitePlace;
  readonly sandbox: boolean;
}

/** The role of an organization's member accounts, as environment files have it by default. */
const DEFAULT_ROLE = "OrganizationAccountAccessRole";

/**
 * The accounts that are named, which are at AWS, or else those of the environment's first source that another account
 * reads, and of its reader.
 * @throws UserError if only one is named, both are the same, or the environment has no such source
 */
export function chooseAccounts(options: AccountOptions, variables = process.env): ChosenAccounts {
  const { sourceAccount, consumerAccount, role } = options;
  if (sourceAccount === undefined && consumerAccount === undefined) return ofEnvironment(options);
  if (options.environment !== undefined) {
    throw problem("Accounts and an environment are both named", "Leave out --environment, or the accounts");
  }
  if (sourceAccount === undefined || consumerAccount === undefined) {
    throw problem("Only one account is named", "Give --source-account and --consumer-account");
  }
  if (sourceAccount === consumerAccount) {
    throw problem("Both accounts are the same", "Name two accounts: what is tried is what crosses them");
  }
  const region = options.region ?? variables.AWS_REGION;
  if (!region) throw problem("No region is named", "Give --region, or set the variable AWS_REGION");
  const deployRole = role ?? DEFAULT_ROLE;
  const accounts = {
    source: { id: sourceAccount, deployRole },
    consumer: { id: consumerAccount, deployRole },
  };
  return { place: { accounts, region }, sandbox: false };
}

function ofEnvironment({ environment: named, region, role }: AccountOptions): ChosenAccounts {
  const { environment, name } = loadEnvironment(named);
  const found = firstPair(environment);
  if (!found) {
    throw problem(
      `No source of the environment ${name} is read by another account`,
      "Name another environment, or two accounts with --source-account and --consumer-account",
    );
  }
  const acting = ({ id, deployRole }: SiteAccount) => ({ id, deployRole: role ?? deployRole });
  return {
    place: {
      accounts: { source: acting(found.source), consumer: acting(found.consumer) },
      region: region ?? found.region,
    },
    sandbox: environment.sandbox,
  };
}

function firstPair(environment: Environment) {
  for (const config of Object.values(environment.sources)) {
    const source = accountOf(config, environment);
    const accounts = config.readers.flatMap(({ consumer }) => {
      const reader = consumer === undefined ? undefined : environment.consumers[consumer];
      return reader ? [accountOf(reader, environment)] : [];
    });
    const consumer = accounts.find(({ id }) => id !== source.id);
    if (consumer) return { source, consumer, region: regionOf(config, environment) };
  }
  return undefined;
}

function problem(cause: string, remedy: string): UserError {
  return new UserError([{ cause, remedy }]);
}
