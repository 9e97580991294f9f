/** The address of a run, or what it waits for, as Terraform prints them. */
const RUN_LINE = /^(?:https:\/\/\S+\/runs\/\S+|Waiting for .+)$/;

/**
 * Passes on what is worth knowing of a server's run while it goes on. A run that waits for another one may wait for ever.
 * @returns a function to call with each line that Terraform prints
 */
export function runLines(onRun: (line: string) => void): (line: string) => void {
  return (line) => {
    const text = line.trim();
    if (RUN_LINE.test(text)) onRun(text);
  };
}
