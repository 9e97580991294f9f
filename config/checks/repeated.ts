/** Each item whose identity another one has already, with the first that has it. */
export function repeated<T>(items: readonly T[], identityOf: (item: T) => string): { item: T; first: T }[] {
  const firsts = new Map<string, T>();
  return items.flatMap((item) => {
    const identity = identityOf(item);
    const first = firsts.get(identity);
    if (first !== undefined) return [{ item, first }];
    firsts.set(identity, item);
    return [];
  });
}
