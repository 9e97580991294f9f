/** A function of the user's own. */
export async function handler(): Promise<{ ok: boolean }> {
  return { ok: true };
}
