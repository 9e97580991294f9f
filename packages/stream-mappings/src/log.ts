/** Logs an event as one line of JSON. */
export type Log = (event: string, fields?: Record<string, unknown>) => void;

/** A log that adds the time to each event and writes it as one line. */
export function lineLog(write: (line: string) => void): Log {
  return (event, fields = {}) => write(JSON.stringify({ time: new Date().toISOString(), event, ...fields }));
}

/** The text of anything thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
