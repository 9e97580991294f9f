import type { PendingRecord } from "../model/stream-record";
import type { OpenWindow } from "../store/position-store";
import type { RecordLane } from "./lane";
import type { ShardHost } from "./shard-host";

export class WindowLane implements RecordLane {
  constructor(_host: ShardHost, _save: (window: OpenWindow | undefined) => void) {}
  push(_records: readonly PendingRecord[]): void {}
  close(): void {}
  async run(): Promise<void> {}
  open(): OpenWindow | undefined {
    return undefined;
  }
}
