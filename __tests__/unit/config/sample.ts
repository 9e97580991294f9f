import { checkEnvironment } from "../../../config/load-environment";
import { formatProblem, type Problem } from "../../../config/problem";

/** Content of a file, or a group of keys in it. */
export type Content = Record<string, unknown>;

/** In an edit: take the key out. */
export const REMOVED = Symbol("removed");

/** A valid consumer; it reads `changes`. */
export function sampleConsumer(name = "handler", more: Content = {}): Content {
  return {
    account: "consumer",
    roleName: `${name}-role`,
    function: { name, entry: "__tests__/unit/config/sample.ts" },
    mappings: [{ source: "changes" }],
    ...more,
  };
}

/** A valid source; `handler` reads it. */
export function sampleSource(more: Content = {}): Content {
  return {
    account: "source",
    tableName: "Changes",
    partitionKey: { name: "id", type: "S" },
    readers: [{ consumer: "handler" }],
    ...more,
  };
}

/** Edits that let the sample's consumer read a table by an API, and switch to the source's account. */
export const CROSS_ACCOUNT: Content = {
  "sources.changes.tables": {
    devices: {
      tableName: "Devices",
      partitionKey: { name: "deviceId" },
      encryption: { type: "customer-managed" },
    },
  },
  "sources.changes.accessRoles": {
    devices: {
      roleName: "read-devices",
      externalId: "reader-1",
      allow: [{ actions: ["dynamodb:Scan", "dynamodb:GetItem"], table: "devices" }],
      trusted: [{ consumer: "handler", function: "reader-api" }],
    },
    switcher: {
      roleName: "external-role",
      allow: [{ actions: ["dynamodb:ListTables", "s3:ListAllMyBuckets"] }],
      trusted: [{ consumer: "handler", function: "account-switcher" }],
    },
  },
  "consumers.handler.readerApi": {
    roleName: "reader-role",
    source: "changes",
    accessRole: "devices",
    table: "devices",
    function: { name: "reader", entry: "__tests__/unit/config/sample.ts" },
  },
  "consumers.handler.accountSwitcher": {
    roleName: "switcher-role",
    accounts: ["source"],
    function: { name: "switcher", entry: "__tests__/unit/config/sample.ts" },
  },
};

/** A valid file with as little in it as possible. */
export function sampleContent(): Content {
  return {
    region: "eu-central-1",
    backend: { type: "local" },
    accounts: { source: { id: "111111111111" }, consumer: { id: "222222222222" } },
    sources: { changes: sampleSource({ stack: "source" }) },
    consumers: { handler: sampleConsumer("handler", { stack: "consumer" }) },
  };
}

/** The sample with edits: dotted path to new value. */
export function edited(edits: Content): Content {
  const content = sampleContent();
  for (const [path, value] of Object.entries(edits)) setAt(content, path.split("."), value);
  return content;
}

/** Sets a value in a group of keys. */
export function setAt(container: Content, [step = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    container[step] ??= {};
    setAt(container[step] as Content, rest, value);
    return;
  }
  if (value === REMOVED) delete container[step];
  else container[step] = value;
}

/** The problems of the edited sample as the user sees them, of one severity. */
export function linesOf(edits: Content, severity: Problem["severity"] = "error"): string[] {
  const { problems } = checkEnvironment(edited(edits));
  return problems.filter((problem) => problem.severity === severity).map(formatProblem);
}

/** A rule: an edit that keeps it, one that breaks it, and all that is then said. */
export interface RuleCase {
  readonly rule: string;
  readonly passing: Content;
  readonly failing: Content;
  readonly lines: readonly string[];
  /** @default error */
  readonly severity?: Problem["severity"];
}

/** Both sides of every rule: the passing edit is silent altogether, the failing one says exactly the lines. */
export function describeRules(title: string, rules: readonly RuleCase[]): void {
  describe(title, () => {
    test.each(rules)("$rule: passes", ({ passing }) => {
      // Prepare
      const content = edited(passing);

      // Act
      const { problems } = checkEnvironment(content);

      // Assess
      expect(problems.map(formatProblem)).toEqual([]);
    });

    test.each(rules)("$rule: fails", ({ failing, lines, severity = "error" }) => {
      // Prepare
      const content = edited(failing);

      // Act
      const { problems } = checkEnvironment(content);

      // Assess
      const said = problems.filter((problem) => problem.severity === severity).map(formatProblem);
      expect(said).toEqual(lines);
    });
  });
}
