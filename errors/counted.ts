/** A number and what it counts, as messages say it: `1 record`, `2 records`. @param many the plural. @default with an s */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
