import type { LoadedEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { PROJECT_ROOT } from "../../config/paths";
import type { Environment } from "../../config/schema";
import { sandboxOutputFolder } from "../../sandbox/terraform-project";
import { buildApp } from "../../stacks/build-app";
import { bundlerOf } from "../../stacks/function-code";
import { synthesize } from "../../stacks/synthesize";
import { BUS } from "./event-bus";

/** docs/recipes/put-events.md explains it. */
const ENTRY = "examples/put-events/index.ts";

/** Synthesizes the stacks, with the recipe's settings for the first consumer's stream handler. */
export function synthesizeWithEvents({ name, environment }: LoadedEnvironment): void {
  const outdir = sandboxOutputFolder();
  synthesize(
    buildApp({ name, environment: withEvents(environment), bundle: bundlerOf(PROJECT_ROOT), outdir }),
  );
}

/** The recipe's settings are its code, a variable and a permission. */
function withEvents(environment: Environment): Environment {
  const [key, consumer] = fromLoaded(Object.entries(environment.consumers)[0], "consumers");
  const { function: fn } = consumer;
  const permission = { eventBus: BUS, because: "on-change publishes what happened to each order" };
  const changed = {
    ...fn,
    entry: ENTRY,
    environment: { ...fn.environment, EVENT_BUS_NAME: BUS },
    permissions: [...fn.permissions, permission],
  };
  return {
    ...environment,
    consumers: { ...environment.consumers, [key]: { ...consumer, function: changed } },
  };
}
