import type { Scope } from "../aws/identity";
import type { SignedHttp } from "../aws/signed-http";
import type { ForwardedAnswer } from "./pass-through";

/**
 * Undoes what the emulator did when it was asked to judge a creation: an emulator that runs mappings of an
 * account's own streams itself has made one now, and every record would be delivered twice.
 */
export class Takeover {
  constructor(private readonly http: SignedHttp) {}

  /** @throws Error when the emulator's mapping cannot be removed: better no mapping than two */
  async undo(scope: Scope, judged: ForwardedAnswer): Promise<void> {
    const uuid = judged.status < 300 ? madeMapping(judged) : undefined;
    if (!uuid) return;
    const path = `/2015-03-31/event-source-mappings/${uuid}`;
    const answer = await this.http.send({ ...scope, service: "lambda", method: "DELETE", path });
    if (answer.status < 300 || answer.status === 404) return;
    throw new Error(`the emulator keeps its own mapping ${uuid}: ${answer.body}`);
  }
}

function madeMapping({ body }: ForwardedAnswer): string | undefined {
  try {
    return (JSON.parse(body.toString("utf8")) as { UUID?: string }).UUID;
  } catch {
    return undefined;
  }
}
