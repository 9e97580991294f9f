import { accountReader } from "../access/deployed/account-reader";
import { synthesizedModel } from "../access/synthesized-model";
import type { ConnectAccount } from "../accounts/account-session";
import type { LoadedEnvironment } from "../config/load-environment";
import { explain } from "../explain/explain";
import { answersText } from "../explain/text";
import { synthesizeUnguarded } from "../stacks/synthesize-temporarily";
import type { MappingView } from "./model";

/** Explains who decides whether a mapping may perform an action on its stream. */
export type MappingExplainer = (mapping: MappingView, action: string) => Promise<string>;

/** Synthesizes the stacks, which takes seconds: once, since the file does not change while the console runs. */
export function mappingExplainer(loaded: LoadedEnvironment, connect: ConnectAccount): MappingExplainer {
  const { name: environmentName, environment } = loaded;
  const model = synthesizedModel(environment, synthesizeUnguarded(loaded));
  return async ({ consumer, source }, action) => {
    const words = { principal: consumer, action, resource: `${source}.stream` };
    const answers = await explain(words, model, { environmentName, environment }, async (scope) =>
      accountReader(await connect(scope)),
    );
    return answersText(answers);
  };
}
