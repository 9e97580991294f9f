/** The commands that deploy what the stacks hold, for a remedy. */
export function putBack(environmentName: string): string {
  return `npm run plan -- --environment ${environmentName}, and then npm run apply -- --plans plans/${environmentName}`;
}
