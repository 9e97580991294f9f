import { loadEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import type {
  AccessRoleConfig,
  ConsumerConfig,
  Environment,
  FunctionConfig,
  MappingConfig,
  SourceConfig,
} from "../../../config/schema";
import type { Review } from "../../../review/review";
import { type AccountPair, inAccounts } from "./own-accounts";
import { OwnPipeline } from "./own-pipeline";
import { OwnPlans } from "./own-plans";

/** What differs from what is deployed. */
export interface Edits {
  readonly source?: Partial<SourceConfig>;
  /** Name of the table that has no stream. */
  readonly devices?: string;
  readonly accessRole?: Partial<AccessRoleConfig>;
  readonly consumer?: Partial<ConsumerConfig>;
  readonly function?: Partial<FunctionConfig>;
  readonly mapping?: Partial<MappingConfig>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The sandbox's environment, whose table is protected, with changes. */
function edited(edits: Edits, accounts: AccountPair): Environment {
  const environment = structuredClone(loadEnvironment("sandbox").environment);
  const changes = fromLoaded(environment.sources.changes, "sources.changes");
  const handler = fromLoaded(environment.consumers.handler, "consumers.handler");
  const devices = fromLoaded(changes.accessRoles.devices, "devices");
  const table = fromLoaded(changes.tables.devices, "tables.devices");
  const account = fromLoaded(environment.accounts.consumer, "accounts.consumer");
  return inAccounts(
    {
      ...environment,
      accounts: {
        ...environment.accounts,
        consumer: { ...account, tags: { ...account.tags, ...edits.tags } },
      },
      sources: {
        changes: {
          ...changes,
          deletionProtection: true,
          tables: { devices: { ...table, ...(edits.devices && { tableName: edits.devices }) } },
          accessRoles: { ...changes.accessRoles, devices: { ...devices, ...edits.accessRole } },
          ...edits.source,
        },
      },
      consumers: {
        handler: {
          ...handler,
          function: { ...handler.function, ...edits.function },
          mappings: handler.mappings.map((mapping) => ({ ...mapping, ...edits.mapping })),
          ...edits.consumer,
        },
      },
    },
    accounts,
  );
}

/** The whole environment `sandbox`, with its table protected, whose changes are planned and reviewed. */
export class ReviewedPipeline {
  readonly pipeline: OwnPipeline;
  readonly plans: OwnPlans;

  /** @param folder name of the project's folder, below the sandbox's state folder */
  constructor(folder: string) {
    this.pipeline = new OwnPipeline(folder);
    this.plans = new OwnPlans(folder);
  }

  /** Deploys it. */
  async open(): Promise<void> {
    await this.pipeline.open();
    this.synthesize({});
    await this.pipeline.deploy();
  }

  /** Takes the protection away and destroys it. */
  async destroy(): Promise<void> {
    this.synthesize({ source: { deletionProtection: false } });
    await this.pipeline.deploy("source");
    await this.pipeline.destroy();
  }

  /** The environment with changes. */
  environment(edits: Edits): Environment {
    return edited(edits, this.pipeline.accounts);
  }

  /** Synthesizes it with changes. */
  synthesize(edits: Edits): void {
    this.pipeline.synthesizeWhole(() => this.environment(edits));
  }

  /** Synthesizes, plans and reviews changes. */
  async review(name: string, edits: Edits): Promise<Review> {
    this.synthesize(edits);
    await this.plans.make(name);
    return this.plans.review(name, this.environment(edits));
  }
}
