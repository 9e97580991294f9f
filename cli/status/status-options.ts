import type { AccountSessions } from "../../accounts/account-session";
import type { LoadedEnvironment } from "../../config/load-environment";
import { PROJECT_ROOT } from "../../config/paths";
import { requireRunning } from "../../sandbox/require-running";
import { streamMappingStatus } from "../../sandbox/stream-mapping-service";
import { clientsOf, type StatusScope } from "../../status/clients";
import type { StatusOptions } from "../../status/status";
import { connectAs } from "../support/connect-accounts";
import { enterOperatorRole } from "../support/connect-operators";
import { namedRole } from "../support/named-role";

/**
 * How a status is read: in the sandbox if the environment is one, at AWS otherwise.
 * @param roleName role to assume in each account; without one, a consumer's operator role for what is the consumer's, and
 * the account's deploy role for everything else
 * @param externalId the external ID that the role asks for, if the file does not have it
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function statusOptions(
  loaded: LoadedEnvironment,
  roleName?: string,
  externalId?: string,
): StatusOptions {
  const { environment } = loaded;
  const connect = connectAs(environment, "status");
  const enter = async (scope: StatusScope): Promise<AccountSessions> => {
    const { accountId, region, consumer } = scope;
    if (roleName !== undefined) {
      return connect({ accountId, region }, namedRole(environment, accountId, roleName, externalId));
    }
    const operator = consumer === undefined ? undefined : enterOperatorRole(environment, consumer, connect);
    return operator ?? connect({ accountId, region });
  };
  const isOperated = ({ consumer = "" }: StatusScope) =>
    roleName === undefined && environment.consumers[consumer]?.operatorRole !== undefined;
  return {
    clientsOf: clientsOf(enter, isOperated),
    codeHashOf: (fn) => {
      const { bundleCode, packagingOf } =
        require("../../stacks/function-code") as typeof import("../../stacks/function-code");
      return bundleCode(fn.config.entry, packagingOf(fn), { projectRoot: PROJECT_ROOT }).sourceCodeHash;
    },
    ...(environment.sandbox && { lags: sandboxLags }),
    // The policy simulator takes half a second to load, and is only needed if something is denied.
    explainDenial: (denied, picture) => {
      const { explainDenial } = require("../../status/denials") as typeof import("../../status/denials");
      const { accountReader } =
        require("../../access/deployed/account-reader") as typeof import("../../access/deployed/account-reader");
      return explainDenial(loaded, denied, picture, async (scope) => accountReader(await enter(scope)));
    },
  };
}

/** The stream-mapping service knows how far each mapping is behind; AWS only tells it for each function. */
async function sandboxLags(): Promise<ReadonlyMap<string, number>> {
  const { mappings } = await streamMappingStatus(requireRunning().streamMappings.url);
  return new Map(mappings.flatMap(({ uuid, lagMs }) => (lagMs === null ? [] : [[uuid, lagMs] as const])));
}
