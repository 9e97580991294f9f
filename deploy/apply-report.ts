import { type Changes, NO_CHANGES } from "./outcome";

/** Terraform and OpenTofu print it at the end of an apply. */
const TOTAL = /^Apply complete! Resources: (?:\d+ imported, )?(\d+) added, (\d+) changed, (\d+) destroyed\.$/;

/** Both print it at the start of a line if a plan changes neither a resource nor an output. */
const NOTHING = /^No changes\./;

/** Reads from the lines of `terraform apply` what it did. */
export class ApplyReport {
  private counted: Changes = NO_CHANGES;
  private nothing = false;

  /** Takes the next line. */
  read(line: string): void {
    if (NOTHING.test(line)) this.nothing = true;
    const [, ...counts] = TOTAL.exec(line) ?? [];
    if (counts.length === 0) return;
    const [added = 0, changed = 0, destroyed = 0] = counts.map(Number);
    this.counted = { added, changed, destroyed };
  }

  /** How many resources were touched. */
  get changes(): Changes {
    return this.counted;
  }

  /** Whether something changed, if only an output. What is not known counts as changed. */
  get changedSomething(): boolean {
    return !this.nothing;
  }
}
