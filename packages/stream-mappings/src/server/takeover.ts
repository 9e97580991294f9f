import type { EmulatorMappings } from "../api/emulator-mappings";
import type { Scope } from "../aws/identity";
import type { ForwardedAnswer } from "./pass-through";

/**
 * Undoes what the emulator did when it was asked to authorize a creation: an emulator that runs mappings of an
 * account's own streams itself has made one now, and every record would be delivered twice.
 * @throws Error when the emulator's mapping cannot be removed: better no mapping than two
 */
export async function undoCreation(
  emulator: EmulatorMappings,
  scope: Scope,
  answer: ForwardedAnswer,
): Promise<void> {
  const uuid = answer.status < 300 ? createdMapping(answer) : undefined;
  if (uuid) await emulator.delete(scope, uuid);
}

function createdMapping({ body }: ForwardedAnswer): string | undefined {
  try {
    return (JSON.parse(body.toString("utf8")) as { UUID?: string }).UUID;
  } catch {
    return undefined;
  }
}
