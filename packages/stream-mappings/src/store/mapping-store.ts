import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Scope } from "../aws/identity";
import type { Mapping } from "../model/mapping";
import { readJson, remove, writeAtomically } from "./atomic-file";

/** All mappings, in memory and on disk: one file each in `<state folder>/mappings`. */
export class MappingStore {
  private readonly mappings = new Map<string, Mapping>();

  /** @param changed is told the UUID of each mapping that was made, changed or deleted */
  constructor(
    private readonly stateDir: string,
    private readonly changed: (uuid: string) => void = () => {},
  ) {
    mkdirSync(this.folder(), { recursive: true });
    const found = readdirSync(this.folder())
      .filter((name) => name.endsWith(".json"))
      .map((name) => readJson<Mapping>(join(this.folder(), name)))
      .filter((mapping) => mapping !== undefined);
    for (const mapping of found) this.mappings.set(mapping.uuid, mapping);
  }

  get(uuid: string): Mapping | undefined {
    return this.mappings.get(uuid);
  }

  all(): Mapping[] {
    return [...this.mappings.values()];
  }

  /** The mappings of one account in one region. */
  of({ account, region }: Scope): Mapping[] {
    return this.all().filter((mapping) => mapping.account === account && mapping.region === region);
  }

  /** Keeps a new mapping, or what has changed in a known one. */
  save(mapping: Mapping): void {
    this.mappings.set(mapping.uuid, mapping);
    writeAtomically(this.file(mapping.uuid), JSON.stringify(mapping));
    this.changed(mapping.uuid);
  }

  delete(uuid: string): void {
    this.mappings.delete(uuid);
    remove(this.file(uuid));
    this.changed(uuid);
  }

  private folder(): string {
    return join(this.stateDir, "mappings");
  }

  private file(uuid: string): string {
    return join(this.folder(), `${uuid}.json`);
  }
}
