/** A line of a log. */
export interface LogLine {
  /** Log stream: a function's process writes one, and runs one invocation after the other. */
  readonly stream: string;
  readonly message: string;
}

/**
 * The lines that an invocation logged: everything between the platform's START and REPORT lines (Lambda Developer Guide,
 * "Viewing CloudWatch logs"), because a function need not name the request in each. Where the platform logs JSON, they
 * are the lines that name it.
 * @param lines in the order in which they were logged
 */
export function linesOfRequest(lines: readonly LogLine[], requestId: string): string[] {
  const begins = ({ message }: LogLine) => message.startsWith(`START RequestId: ${requestId}`);
  const stream = lines.find(begins)?.stream;
  if (stream === undefined) {
    return lines.filter(({ message }) => message.includes(requestId)).map(({ message }) => message);
  }
  const own = lines.filter((line) => line.stream === stream);
  const rest = own.slice(own.findIndex(begins));
  const next = rest.findIndex(({ message }, index) => index > 0 && message.startsWith("START RequestId: "));
  const last = rest.findIndex(({ message }) => message.startsWith(`REPORT RequestId: ${requestId}`));
  const end = last >= 0 ? last + 1 : next >= 0 ? next : rest.length;
  return rest.slice(0, end).map(({ message }) => message);
}
