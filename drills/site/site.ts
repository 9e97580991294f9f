import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { stringify } from "yaml";
import { type LoadedEnvironment, loadEnvironment } from "../../config/load-environment";
import { PROJECT_ROOT } from "../../config/paths";
import { type AccountClients, accountClients } from "../../sandbox/account-clients";
import { requireRunning } from "../../sandbox/require-running";
import { TerraformProject, type TerraformProjectOptions } from "../../sandbox/terraform-project";
import { up } from "../../sandbox/up";
import { buildApp } from "../../stacks/build-app";
import { bundlerOf } from "../../stacks/function-code";
import { NAMES, type SiteAccounts, type SiteEdits, siteContent } from "./content";
import { giveOrders, handledCounts, type Orders } from "./orders";
import { untilAnswered } from "./wait";

/** How long everything that was written may take to be handled. */
const HANDLING_MS = 120_000;

/** One table and one function in two accounts of the sandbox, deployed as users deploy, for incidents to happen to. */
export class Site {
  readonly accounts: SiteAccounts = { source: freshAccount(), consumer: freshAccount() };
  private readonly written: string[] = [];
  private edits: SiteEdits = {};

  /**
   * @param folder of the site's own: its environment file, its stacks, and what its function handled
   * @param signal interrupts deployments and waits
   */
  constructor(
    readonly folder: string,
    readonly signal: AbortSignal,
  ) {
    mkdirSync(this.environments, { recursive: true });
    writeFileSync(join(folder, "handled"), "");
    giveOrders(folder, {});
  }

  /** Folder of the site's environment file. */
  get environments(): string {
    return join(this.folder, "environments");
  }

  /** The project that the site is deployed from. */
  project(options: Partial<TerraformProjectOptions> = {}): TerraformProject {
    return new TerraformProject({
      state: requireRunning(),
      environment: NAMES.environment,
      outputFolder: join(this.folder, "cdktf.out"),
      signal: this.signal,
      ...options,
    });
  }

  /** Lets Terraform into the accounts, and deploys. */
  async open(): Promise<void> {
    await up({ environment: this.synthesize(), signal: this.signal });
    await this.deploy();
  }

  /** Changes the environment file, and synthesizes it. @param edits to the file that all drills share @default none */
  synthesize(edits: SiteEdits = {}): LoadedEnvironment {
    this.edits = edits;
    const file = join(this.environments, `${NAMES.environment}.yaml`);
    writeFileSync(file, stringify(siteContent(this.accounts, this.folder, edits)));
    const loaded = loadEnvironment(NAMES.environment, this.environments);
    const outdir = join(this.folder, "cdktf.out");
    mkdirSync(outdir, { recursive: true });
    buildApp({ ...loaded, bundle: bundlerOf(PROJECT_ROOT), outdir }).synth();
    return loaded;
  }

  /** `npx cdktf deploy '*'` of what was synthesized last. */
  async deploy(): Promise<void> {
    await this.project().deploy();
  }

  /** Changes the file and deploys, unless that is what is deployed. */
  async changeTo(edits: SiteEdits = {}): Promise<void> {
    if (JSON.stringify(edits) === JSON.stringify(this.edits)) return;
    this.synthesize(edits);
    await this.deploy();
  }

  /**
   * `terraform apply` in the stack's folder of what was synthesized last, killed (SIGKILL) when a line that it prints matches.
   * @throws Error if it ends before that
   */
  async applyUntil(stack: string, line: RegExp): Promise<void> {
    const interruption = new AbortController();
    const project = this.project({
      signal: AbortSignal.any([this.signal, interruption.signal]),
      stopWith: "SIGKILL",
      onLine: (text) => {
        if (line.test(stripVTControlCharacters(text))) interruption.abort();
      },
    });
    await project.apply(stack).catch((error: unknown) => {
      if (!interruption.signal.aborted) throw error;
    });
    if (!interruption.signal.aborted) throw new Error(`The apply ended without a line like ${line.source}`);
  }

  /**
   * Why a deployment of what was synthesized last fails, in one line; undefined if it does not.
   * @param accountId whose root user starts it @default the account that may assume the deploy roles
   */
  async refusal(accountId?: string): Promise<string | undefined> {
    return this.project({ accountId })
      .deploy()
      .then(
        () => undefined,
        (error: unknown) => stripVTControlCharacters(String(error)).replace(/[\s│╷╵]+/g, " "),
      );
  }

  /** Clients that act as the root user of one of the accounts. */
  async acting<T>(account: keyof SiteAccounts, act: (clients: AccountClients) => Promise<T>): Promise<T> {
    const clients = accountClients(requireRunning(), this.accounts[account]);
    try {
      return await act(clients);
    } finally {
      clients.destroy();
    }
  }

  /** Puts an item with each of these IDs into the table. No ID may come twice. */
  async write(ids: readonly string[]): Promise<void> {
    await this.acting("source", async ({ dynamodb }) => {
      for (const id of ids) {
        await dynamodb.send(new PutItemCommand({ TableName: NAMES.table, Item: { id: { S: id } } }));
        this.written.push(id);
      }
    });
  }

  /** Tells the function what to do. */
  order(orders: Orders): void {
    giveOrders(this.folder, orders);
  }

  /** How often the function has handled each of these items. */
  countsOf(ids: readonly string[]): number[] {
    const counts = handledCounts(this.folder);
    return ids.map((id) => counts.get(id) ?? 0);
  }

  /** Waits until every item of these was handled. @returns whether that happened in time @default all that were written */
  async allHandled(ids: readonly string[] = this.written): Promise<boolean> {
    const done = async () => (this.countsOf(ids).every((count) => count > 0) ? true : undefined);
    return (await untilAnswered(done, HANDLING_MS, this.signal)) ?? false;
  }

  /** Destroys everything that is deployed. */
  async close(): Promise<void> {
    await this.project().destroy();
  }
}

/** An account that nothing else uses. */
function freshAccount(): string {
  return String(randomInt(100_000_000_000, 999_999_999_999));
}
