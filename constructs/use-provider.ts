import {
  type IAspect,
  TerraformDataSource,
  TerraformModule,
  type TerraformProvider,
  TerraformResource,
} from "cdktf";
import type { IConstruct } from "constructs";

/**
 * An aspect that assigns an aliased provider to every AWS resource and data source of a stack, or of any construct.
 *
 * An aliased provider serves only the elements that name it. Terraform creates all others with the default
 * credentials, without a warning: in the wrong account.
 * @example
 * const provider = new AwsProvider(stack, "aws", { alias: "account", allowedAccountIds: ["111111111111"] });
 * Aspects.of(stack).add(new UseProvider(provider));
 */
export class UseProvider implements IAspect {
  constructor(private readonly provider: TerraformProvider) {}

  /** @throws Error if the element names another provider, or is a module, which cannot get a provider here */
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
      `${node.node.path}: uses the provider ${node.provider.fqn}, but UseProvider assigns ${this.provider.fqn} here; ` +
        "move the element to the stack of its own account",
    );
  }
}
