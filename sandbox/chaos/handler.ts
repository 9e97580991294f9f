/** Where the handler keeps what it did: the function runs on this machine and may write to its disk. */
export interface HandlerFiles {
  /** Gets a line `<time> <number>` for each record handled. */
  readonly handled: string;
  /** Folder for one empty file per crash that has happened. */
  readonly crashes: string;
}

/**
 * The function of the chaos run, as source. It looks at the whole batch before it handles any of it, so that a
 * throw or a crash leaves nothing half done: every record that is handled twice then is the service's doing.
 * @param kinds numbers of the records that are not good, by what they do
 */
export function handlerSource(
  files: HandlerFiles,
  kinds: Record<"throws" | "reported" | "crashes once", number[]>,
): string {
  return `
    const { appendFileSync, existsSync, writeFileSync } = require("node:fs");
    const files = ${JSON.stringify(files)};
    const throws = new Set(${JSON.stringify(kinds.throws)});
    const reported = new Set(${JSON.stringify(kinds.reported)});
    const crashes = new Set(${JSON.stringify(kinds["crashes once"])});

    exports.handler = async (event) => {
      const records = event.Records.map(({ dynamodb }) => ({
        n: Number(dynamodb.NewImage.n.N),
        itemIdentifier: dynamodb.SequenceNumber,
      }));
      for (const { n } of records) {
        const marker = files.crashes + "/" + n;
        if (!crashes.has(n) || existsSync(marker)) continue;
        writeFileSync(marker, "");
        process.exit(1);
      }
      if (records.some(({ n }) => throws.has(n))) throw new Error("poison");
      const failed = records.findIndex(({ n }) => reported.has(n));
      const done = failed === -1 ? records : records.slice(0, failed);
      if (done.length > 0) appendFileSync(files.handled, done.map(({ n }) => Date.now() + " " + n + "\\n").join(""));
      return { batchItemFailures: failed === -1 ? [] : [{ itemIdentifier: records[failed].itemIdentifier }] };
    };`;
}
