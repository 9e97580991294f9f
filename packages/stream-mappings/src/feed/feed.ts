import type { Happening } from "./happening";

type Listener = (happening: Happening & { readonly at: number }) => void;

/** Tells its listeners what mappings do, as it happens. It keeps nothing, and nothing of it goes to disk. */
export class Feed {
  private readonly listeners = new Set<Listener>();

  /** @param make what to tell; not made while nobody listens */
  tell(make: () => Happening): void {
    if (this.listeners.size === 0) return;
    const happening = { ...make(), at: Date.now() };
    for (const listener of this.listeners) listener(happening);
  }

  /** @returns ends the listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
