/** Tells what happened, one JSON object a line. */
export type Log = (event: string, fields?: Record<string, unknown>) => void;

/** A logger that stamps each event with the time and hands it on as one line. */
export function lineLog(write: (line: string) => void): Log {
  return (event, fields = {}) => write(JSON.stringify({ time: new Date().toISOString(), event, ...fields }));
}

/** The text of anything thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
