import type { AssumedRole } from "../../accounts/account-session";
import type { LoadedEnvironment } from "../../config/load-environment";
import { PROJECT_ROOT } from "../../config/paths";
import { requireRunning } from "../../sandbox/require-running";
import { streamMappingStatus } from "../../sandbox/stream-mapping-service";
import { clientsOf } from "../../status/clients";
import type { StatusOptions } from "../../status/status";
import { connectAccounts } from "../support/connect-accounts";

/**
 * How a status is read: in the sandbox if the environment is one, at AWS otherwise.
 * @param roleName role to assume in each account; the account's deploy role if absent
 * @throws SandboxError if the environment is a sandbox that does not run
 */
export function statusOptions(loaded: LoadedEnvironment, roleName: string | undefined): StatusOptions {
  const { environment } = loaded;
  const connect = connectAccounts(environment, "status");
  const role: AssumedRole | undefined = roleName === undefined ? undefined : { roleName };
  return {
    clientsOf: clientsOf((scope) => connect(scope, role)),
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
      return explainDenial(loaded, denied, picture, async (scope) =>
        accountReader(await connect(scope, role)),
      );
    },
  };
}

/** The stream-mapping service knows how far each mapping is behind; AWS only tells it for each function. */
async function sandboxLags(): Promise<ReadonlyMap<string, number>> {
  const { mappings } = await streamMappingStatus(requireRunning().streamMappings.url);
  return new Map(mappings.flatMap(({ uuid, lagMs }) => (lagMs === null ? [] : [[uuid, lagMs] as const])));
}
