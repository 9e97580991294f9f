/**
 * The lane that an item's records go through: the same key always takes the same one, which keeps its records
 * in order however many lanes run at once. FNV-1a, chosen because it is tiny and spreads short keys well.
 * @param itemKey partition and sort key as text
 * @param factor number of lanes
 */
export function laneOf(itemKey: string, factor: number): number {
  if (factor === 1) return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < itemKey.length; index += 1) {
    hash = Math.imul(hash ^ itemKey.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % factor;
}
