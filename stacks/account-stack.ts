import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, TerraformElement, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { roleArn } from "../config/arns";
import type { AccountConfig } from "../config/schema";
import { terraformLiterals } from "../constructs/terraform-literal";
import { assertProviderEverywhere, type SynthesizedStack, UseProvider } from "../constructs/use-provider";
import { keepState, type StateLocation, terraformVersions } from "./state";

/** Alias of the one AWS provider of each stack. */
const PROVIDER_ALIAS = "account";

/** AWS STS API reference, AssumeRole: characters of a session name. */
const SESSION_NAME_CHARACTERS = 64;

export interface AccountStackProps {
  /** The account that everything in the stack belongs to. */
  readonly account: AccountConfig;
  readonly region: string;
  readonly state: StateLocation;
}

/** What every stack has: a provider of one account and region, and a place for its state. */
export class AccountStack extends TerraformStack {
  /** Paths in the construct tree by the kind and the name that was given to the element there. */
  private readonly namesGiven = new Map<string, string>();

  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id);
    Aspects.of(this).add(new UseProvider(this.addProvider(props)));
    keepState(this, props.state);
    this.addOverride("terraform.required_version", terraformVersions(props.state));
  }

  private addProvider({ account, region }: AccountStackProps): AwsProvider {
    return new AwsProvider(this, "aws", {
      alias: PROVIDER_ALIAS,
      region,
      // The wrong credentials stop before anything is read or made.
      allowedAccountIds: [account.id],
      assumeRole:
        account.deployRole === null ? undefined : [this.deployRole(account.id, account.deployRole, region)],
      defaultTags: [{ tags: terraformLiterals(account.tags) }],
    });
  }

  private deployRole(accountId: string, name: string, region: string) {
    const sessionName = `terraform-${this.node.id}`.slice(0, SESSION_NAME_CHARACTERS);
    return { roleArn: roleArn(accountId, name, region), sessionName };
  }

  /** An output of the stack. Its name is a contract: `docs/outputs.md` lists them all. */
  protected addOutput(name: string, description: string, value: unknown): void {
    new TerraformOutput(this, name, { value, description });
  }

  /**
   * Names elements by their place in the tree: `failure-bucket` / `policy` is `failure_bucket_policy`, and a
   * construct's main element, `this`, has the construct's own name. CDKTF would append a hash.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = element instanceof TerraformElement ? element.node : element;
    const path = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const name = path
      .filter((id) => id !== "this")
      .join("_")
      .replaceAll("-", "_");
    const address = `${kindOf(element)}.${name}`;
    const earlier = this.namesGiven.get(address) ?? node.path;
    if (earlier !== node.path) throw new Error(`${earlier} and ${node.path} would both be called ${name}`);
    this.namesGiven.set(address, node.path);
    return name;
  }

  override toTerraform(): SynthesizedStack {
    const json: SynthesizedStack = super.toTerraform();
    assertProviderEverywhere(json, `aws.${PROVIDER_ALIAS}`);
    return json;
  }
}

/** Terraform tells elements of different kinds apart: only within one must names differ. */
function kindOf(element: TerraformElement | Node): string {
  if (element instanceof TerraformResource) return element.terraformResourceType;
  return element instanceof TerraformOutput ? "output" : "other";
}
