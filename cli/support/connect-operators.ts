import type { AccountScope, AccountSessions, AssumedRole } from "../../accounts/account-session";
import { fromLoaded } from "../../config/loaded";
import { accessOfOperator, type OperatorsAccess, operatorRoleOf } from "../../config/operator-roles";
import { accountOf, regionOf } from "../../config/placement";
import type { Environment } from "../../config/schema";
import { type ConnectAs, connectAs } from "./connect-accounts";
import { namedRole } from "./named-role";

/** Which roles the caller asks for; without them, those that the environment file has. */
export interface RoleOptions {
  /** Name of the role to assume in the consumer's account. */
  readonly role?: string;
  /** The external ID that it asks for, if the file does not have it. */
  readonly externalId?: string;
  /** Name of the role to assume in the source's account. */
  readonly sourceRole?: string;
  /** The external ID that it asks for, if the file does not have it. */
  readonly sourceExternalId?: string;
}

/** How those who look after consumers reach the accounts. */
export interface OperatorConnections {
  /** The account of a consumer. */
  toConsumer(consumer: string): Promise<AccountSessions>;
  /**
   * The account of a source, to read items of its streamed table for a consumer.
   * @param actions what must be allowed there: an access role that lacks one is not used
   */
  toSource(source: string, consumer: string, actions: readonly string[]): Promise<AccountSessions>;
}

/**
 * Reaches the accounts in the role of the caller's choice; without one, in the consumer's operator role and, from there,
 * in an access role that admits it; without an operator role, in the deploy roles.
 * @param sessionName name of the sessions, for the trail of the accounts
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function connectOperators(
  environment: Environment,
  sessionName: string,
  options: RoleOptions,
): OperatorConnections {
  const connect = connectAs(environment, sessionName);
  const sessions = new Map<string, Promise<AccountSessions>>();
  const toConsumer = (consumer: string): Promise<AccountSessions> => {
    const known = sessions.get(consumer) ?? enterConsumer(environment, consumer, options, connect);
    sessions.set(consumer, known);
    return known;
  };
  return {
    toConsumer,
    toSource: async (source, consumer, actions) => {
      const config = fromLoaded(environment.sources[source], `sources.${source}`);
      const scope = { accountId: accountOf(config, environment).id, region: regionOf(config, environment) };
      const { sourceRole, sourceExternalId } = options;
      if (sourceRole !== undefined) {
        return connect(scope, namedRole(environment, scope.accountId, sourceRole, sourceExternalId));
      }
      const access = options.role === undefined && accessFor(environment, { source, consumer, actions });
      if (!access) return connect(scope);
      const { credentials } = (await toConsumer(consumer)).general;
      return connect(scope, assumed(access), credentials);
    },
  };
}

/** The operator role of a consumer, entered from a role that may assume it. */
export function enterOperatorRole(
  environment: Environment,
  consumer: string,
  connect: ConnectAs,
): Promise<AccountSessions> | undefined {
  const operator = operatorRoleOf(environment, consumer);
  if (!operator) return undefined;
  const { name, config, ...scope } = operator;
  return connect(scope, { roleName: name, externalId: config.externalId }, config.trusted[0]);
}

async function enterConsumer(
  environment: Environment,
  consumer: string,
  { role, externalId }: RoleOptions,
  connect: ConnectAs,
): Promise<AccountSessions> {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const scope: AccountScope = {
    accountId: accountOf(config, environment).id,
    region: regionOf(config, environment),
  };
  if (role !== undefined) return connect(scope, namedRole(environment, scope.accountId, role, externalId));
  return enterOperatorRole(environment, consumer, connect) ?? connect(scope);
}

/** The first access role of a source that admits the consumer's operators and allows all of the actions. */
function accessFor(
  environment: Environment,
  { source, consumer, actions }: { source: string; consumer: string; actions: readonly string[] },
): OperatorsAccess | undefined {
  return accessOfOperator(environment, consumer).find(
    (one) =>
      one.source === source &&
      actions.every((action) =>
        one.config.allow.some(
          (allowed) => allowed.table === source && allowed.actions.some((name) => name === action),
        ),
      ),
  );
}

function assumed({ name, config }: OperatorsAccess): AssumedRole {
  return { roleName: name, externalId: config.externalId };
}
