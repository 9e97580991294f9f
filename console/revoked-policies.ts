import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { statePath } from "../sandbox/state-folder";

/**
 * The stream policies that the console has revoked, by the stream's ARN. They are on disk, so that a console that is
 * started later can return them, and go with the sandbox.
 */
export class RevokedPolicies {
  /** @param file @default one in the sandbox's state folder */
  constructor(private readonly file = statePath("run", "console-revoked-policies.json")) {}

  /** The policy that was revoked, as text. */
  of(streamArn: string): string | undefined {
    return this.read()[streamArn];
  }

  keep(streamArn: string, policy: string): void {
    this.write({ ...this.read(), [streamArn]: policy });
  }

  forget(streamArn: string): void {
    const { [streamArn]: _, ...others } = this.read();
    this.write(others);
  }

  private read(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(this.file, "utf8"));
    } catch {
      return {};
    }
  }

  private write(policies: Record<string, string>): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(policies), { mode: 0o600 });
    renameSync(temporary, this.file);
  }
}
