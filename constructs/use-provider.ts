import {
  type IAspect,
  TerraformDataSource,
  TerraformModule,
  type TerraformProvider,
  TerraformResource,
} from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Hands a stack's provider to every AWS resource and data source in it.
 *
 * An aliased provider serves only what names it. Terraform creates the rest, without a word, with the default
 * credentials: in the wrong account.
 */
export class UseProvider implements IAspect {
  constructor(private readonly provider: TerraformProvider) {}

  /** @throws Error if the element names another provider, or is a module, which takes none from here */
  visit(node: IConstruct): void {
    if (node instanceof TerraformModule) {
      throw new Error(`${node.node.path}: a module gets no provider from its stack; write it as a construct`);
    }
    if (!TerraformResource.isTerraformResource(node) && !TerraformDataSource.isTerraformDataSource(node))
      return;
    if (node.terraformGeneratorMetadata?.providerName !== "aws") return;
    node.provider ??= this.provider;
    if (node.provider === this.provider) return;
    throw new Error(
      `${node.node.path}: uses the provider ${node.provider.fqn}, but this stack deploys with ${this.provider.fqn}; ` +
        "an element of another account belongs into that account's stack",
    );
  }
}

/**
 * Looks at what was synthesized, so that nothing gets past the aspect, be it by an override.
 * @throws Error that names every AWS element without the provider
 */
export function assertProviderEverywhere(json: SynthesizedStack, provider: string): void {
  const strays = [...elements("resource", json.resource), ...elements("data", json.data)]
    .filter(({ address, element }) => /^(data\.)?aws_/.test(address) && element.provider !== provider)
    .map(({ address }) => address);
  if (strays.length === 0) return;
  throw new Error(
    `not on the stack's provider ${provider}: ${strays.join(", ")}. ` +
      "Terraform would create them with the default credentials; add them as constructs of the stack",
  );
}

/** The part of a stack's JSON that holds elements: type → name → element. */
export interface SynthesizedStack {
  readonly resource?: ElementsByType;
  readonly data?: ElementsByType;
}

type ElementsByType = Readonly<Record<string, Readonly<Record<string, { readonly provider?: string }>>>>;

function elements(kind: "resource" | "data", byType: ElementsByType = {}) {
  const prefix = kind === "data" ? "data." : "";
  return Object.entries(byType).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, element]) => ({ address: `${prefix}${type}.${name}`, element })),
  );
}
