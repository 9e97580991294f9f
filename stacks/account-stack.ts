import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { roleArn } from "../config/arns";
import { type DeployRole, deployRoleOf } from "../config/deploy-role";
import type { AccountConfig } from "../config/schema";
import { UseProvider } from "../constructs/use-provider";
import type { StackJson } from "../synthesized/stack-json";
import { assembleJson } from "./assemble-json";
import { assertProviderEverywhere } from "./assert-provider";
import { assertOwnReferences } from "./assert-references";
import { keepState, type StateLocation, terraformVersions } from "./state";
import { terraformLiterals } from "./terraform-literal";

/** Alias of the one AWS provider of each stack. */
const PROVIDER_ALIAS = "account";

/** AWS STS API reference, AssumeRole: characters of a session name. */
const SESSION_NAME_CHARACTERS = 64;

export interface AccountStackProps {
  /** The account of everything in the stack. */
  readonly account: AccountConfig;
  readonly region: string;
  readonly state: StateLocation;
}

/** A stack with a provider of one account and region, and a place for its state. */
export class AccountStack extends TerraformStack {
  /** Each element's place in the construct tree, by its kind and logical ID. */
  private readonly namesGiven = new Map<string, Node>();

  private readonly useProvider: UseProvider;

  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id);
    this.useProvider = new UseProvider(this.addProvider(props));
    keepState(this, props.state);
    this.addOverride("terraform.required_version", terraformVersions(props.state));
  }

  private addProvider({ account, region }: AccountStackProps): AwsProvider {
    const deployRole = deployRoleOf(account);
    return new AwsProvider(this, "aws", {
      alias: PROVIDER_ALIAS,
      region,
      // With the wrong credentials Terraform stops before it reads or creates anything.
      allowedAccountIds: [account.id],
      assumeRole: deployRole && [this.sessionOf(deployRole, account.id, region)],
      defaultTags: [{ tags: terraformLiterals(account.tags) }],
    });
  }

  private sessionOf({ name, externalId, sessionDuration }: DeployRole, accountId: string, region: string) {
    return {
      roleArn: roleArn(accountId, name, region),
      sessionName: `terraform-${this.node.id}`.slice(0, SESSION_NAME_CHARACTERS),
      externalId,
      duration: sessionDuration === undefined ? undefined : `${sessionDuration}s`,
    };
  }

  /** Adds an output. Its name is a contract: `docs/outputs.md` lists them all. */
  addOutput(name: string, description: string, value: unknown): void {
    new TerraformOutput(this, name, { value, description });
  }

  /**
   * Has Terraform forget resources that earlier versions of the stack made, and leave them as they are. Nothing happens
   * where the state has none of them.
   */
  protected letGo({ state }: AccountStackProps, addresses: readonly string[]): void {
    const removed = addresses.map((from) => ({ from, lifecycle: { destroy: false } }));
    this.addOverride("removed", removed);
    this.addOverride("terraform.required_version", terraformVersions(state, { forgets: true }));
  }

  /**
   * Logical IDs are paths in the construct tree: `failure-bucket` / `policy` gives `failure_bucket_policy`, and the ID
   * `this` is left out, so that the main element of a construct or of the stack has no name of its own. CDKTF would
   * append a hash.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = element instanceof TerraformElement ? element.node : element;
    const name = this.idsBelow(node)
      .filter((id) => id !== "this")
      .join("_")
      .replaceAll("-", "_");
    const address = `${kindOf(element)}.${name}`;
    const earlier = this.namesGiven.get(address) ?? node;
    if (earlier !== node) throw new Error(`${earlier.path} and ${node.path} would both be called ${name}`);
    this.namesGiven.set(address, node);
    return name;
  }

  /** IDs from this stack down to a node. `node.scopes` would make a list up to the app for each element. */
  private idsBelow(node: Node): string[] {
    const ids: string[] = [];
    for (let at: Node | undefined = node; at !== undefined && at !== this.node; at = at.scope?.node) {
      ids.unshift(at.id);
    }
    return ids;
  }

  override toTerraform(): StackJson {
    // As an aspect it would take six times as long: CDKTF keeps account of the aspects of each construct by its path.
    for (const construct of this.node.findAll()) this.useProvider.visit(construct);
    const json = assembleJson(this);
    assertProviderEverywhere(json, `aws.${PROVIDER_ALIAS}`);
    assertOwnReferences(json);
    return json;
  }

  /**
   * Without the search for references between stacks, which `assertOwnReferences` refuses. In CDKTF's successor it also
   * looks for functions of providers and write-only attributes, which these stacks do not use.
   */
  override prepareStack(): void {
    this.ensureBackendExists();
  }
}

/** Names must differ within one kind only. */
function kindOf(element: TerraformElement | Node): string {
  if (element instanceof TerraformResource) return element.terraformResourceType;
  return element instanceof TerraformOutput ? "output" : "other";
}
