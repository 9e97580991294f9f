import type { ConnectAccount } from "../accounts/account-session";
import type { LoadedEnvironment } from "../config/load-environment";
import type { MappingExplainer } from "./mapping-explainer";
import type { MappingView } from "./model";

/** Says who decides on a request, by the policies that are in the sandbox now. */
export class Explanations {
  private explainer: MappingExplainer | undefined;

  constructor(
    private readonly loaded: LoadedEnvironment,
    private readonly connect: ConnectAccount,
  ) {}

  /**
   * Explains why a mapping may not read its stream, in the words of `npm run explain`.
   * @param action what was denied
   * @throws ExplainError if it cannot be judged
   */
  async of(mapping: MappingView, action: string): Promise<string> {
    this.explainer ??= this.load();
    return this.explainer(mapping, action);
  }

  /** The console starts sooner without CDKTF, and many a user never asks. */
  private load(): MappingExplainer {
    const { mappingExplainer } = require("./mapping-explainer") as typeof import("./mapping-explainer");
    return mappingExplainer(this.loaded, this.connect);
  }
}
