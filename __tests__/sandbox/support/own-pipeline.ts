import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  type EventSourceMappingConfiguration,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import type { Environment } from "../../../config/schema";
import { type AccountClients, accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import type { TerraformProject } from "../../../sandbox/terraform-project";
import { type ApplyLog, applyWithLog } from "./apply-log";
import { synthesizeVariant } from "./environment-variant";
import { type AccountPair, freshAccounts, inAccounts, letTerraformIn } from "./own-accounts";
import { FUNCTION, loggedIds, TABLE } from "./pipeline";
import { type PipelineEdits, pipelineOnly } from "./pipeline-only";
import { waitUntil } from "./wait-until";

/** The environment `sandbox` in accounts of a test file's own, so that such files run side by side. */
export class OwnPipeline {
  readonly accounts = freshAccounts();
  private synthesized: TerraformProject | undefined;

  /** @param folder name of the project's folder, below the sandbox's state folder */
  constructor(private readonly folder: string) {}

  /** The stacks as they were synthesized last. */
  get project(): TerraformProject {
    if (!this.synthesized) throw new Error("Nothing was synthesized.");
    return this.synthesized;
  }

  /** Lets Terraform into the accounts. */
  async open(): Promise<void> {
    await letTerraformIn(Object.values(this.accounts));
  }

  /** Synthesizes table, stream, function and mapping, without the API and the switcher. */
  synthesize(edits: PipelineEdits = {}): void {
    this.synthesizeWhole((environment) => pipelineOnly(environment, edits));
  }

  /** Synthesizes the environment with changes. @param accounts other accounts than the pipeline's own */
  synthesizeWhole(variant: (environment: Environment) => Environment, accounts?: Partial<AccountPair>): void {
    this.synthesized = synthesizeVariant(this.folder, "sandbox", (environment) =>
      inAccounts(variant(environment), { ...this.accounts, ...accounts }),
    );
  }

  /** Applies stacks in this order. @default both. @returns what happened to the resources of the last one */
  async deploy(...stacks: readonly string[]): Promise<ApplyLog> {
    let log: ApplyLog = [];
    for (const stack of stacks.length > 0 ? stacks : ["source", "consumer"]) {
      log = await applyWithLog(this.project, stack);
    }
    return log;
  }

  /** Destroys both stacks. */
  async destroy(): Promise<void> {
    for (const stack of ["consumer", "source"]) await this.destroyStack(stack);
  }

  /** Destroys one stack, with Terraform itself. */
  async destroyStack(stack: string): Promise<void> {
    await this.project.terraform(stack, "destroy", "-input=false", "-auto-approve");
  }

  /** Why Terraform does not apply a stack, in one line; undefined if it does. */
  async refusal(stack = "source"): Promise<string | undefined> {
    await this.project.initialize(stack);
    return this.project.terraform(stack, "apply", "-input=false", "-auto-approve", "-no-color").then(
      () => undefined,
      (error: unknown) => String(error).replace(/\s+/g, " "),
    );
  }

  /** Clients that act as the root user of one of the accounts. */
  clients(account: "source" | "consumer"): AccountClients {
    return accountClients(requireRunning(), this.accounts[account]);
  }

  /** Puts an item with each of these IDs into the streamed table, one after the other. */
  async put(ids: readonly string[]): Promise<void> {
    const { dynamodb, destroy } = this.clients("source");
    for (const id of ids) {
      await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { id: { S: id } } }));
    }
    destroy();
  }

  /** IDs of the items whose records a function has logged so far, in order. */
  loggedIds(functionName = FUNCTION): Promise<string[]> {
    return loggedIds(functionName, this.accounts.consumer);
  }

  /** Those of them that begin like this, in order. */
  async loggedFrom(beginning: string, functionName = FUNCTION): Promise<string[]> {
    return (await this.loggedIds(functionName)).filter((id) => id.startsWith(beginning));
  }

  /** Waits until a function has logged all of these IDs. */
  async arrived(ids: readonly string[], functionName = FUNCTION): Promise<void> {
    await waitUntil(
      () => this.loggedIds(functionName),
      (logged) => ids.every((id) => logged.includes(id)),
    );
  }

  /** Waits until the mapping of a function was refused the stream. */
  async refused(functionName = FUNCTION): Promise<void> {
    await waitUntil(
      () => this.mapping(functionName),
      (mapping) => /PROBLEM/.test(mapping?.LastProcessingResult ?? ""),
    );
  }

  /** Waits until the function of the mapping has failed. */
  async failing(functionName = FUNCTION): Promise<void> {
    await waitUntil(
      () => this.mapping(functionName),
      (mapping) => /PROBLEM|error/i.test(mapping?.LastProcessingResult ?? ""),
    );
  }

  /** Stops the mapping of a function or lets it go on, as an operator does. @returns its UUID */
  async setReading(Enabled: boolean, functionName = FUNCTION): Promise<string> {
    const { lambda, destroy } = this.clients("consumer");
    const { UUID = "" } = (await this.mapping(functionName)) ?? {};
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    await waitUntil(
      () => this.mapping(functionName),
      (mapping) => mapping?.State === (Enabled ? "Enabled" : "Disabled"),
    );
    destroy();
    return UUID;
  }

  private async mapping(FunctionName: string): Promise<EventSourceMappingConfiguration | undefined> {
    const { lambda, destroy } = this.clients("consumer");
    const { EventSourceMappings = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName }),
    );
    destroy();
    return EventSourceMappings[0];
  }
}
