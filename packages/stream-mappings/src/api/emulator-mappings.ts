import type { Scope } from "../aws/identity";
import type { SignedHttp } from "../aws/signed-http";

/** A mapping as List shows it. */
export type Listed = Record<string, unknown> & { readonly UUID?: string };

const PATH = "/2015-03-31/event-source-mappings/";

/** The mappings that the emulator keeps itself: those of other sources. */
export class EmulatorMappings {
  constructor(private readonly http: SignedHttp) {}

  /** Reads them page by page as the account's root: the emulator has decided already that the caller may list. */
  async list(scope: Scope, asked: URLSearchParams): Promise<Listed[]> {
    const found: Listed[] = [];
    let marker: string | undefined;
    do {
      const query: Record<string, string> = {};
      for (const name of ["EventSourceArn", "FunctionName"]) {
        const value = asked.get(name);
        if (value) query[name] = value;
      }
      if (marker) query.Marker = marker;
      const answer = await this.http.send({ ...scope, service: "lambda", method: "GET", path: PATH, query });
      if (answer.status !== 200) return found;
      const page = JSON.parse(answer.body) as { EventSourceMappings?: Listed[]; NextMarker?: string };
      found.push(...(page.EventSourceMappings ?? []));
      marker = page.NextMarker || undefined;
    } while (marker);
    return found;
  }

  /** @throws Error when the emulator keeps the mapping */
  async delete(scope: Scope, uuid: string): Promise<void> {
    const answer = await this.http.send({
      ...scope,
      service: "lambda",
      method: "DELETE",
      path: `${PATH}${uuid}`,
    });
    if (answer.status < 300 || answer.status === 404) return;
    throw new Error(`the emulator keeps its own mapping ${uuid}: ${answer.body}`);
  }
}
