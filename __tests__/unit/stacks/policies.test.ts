import { sampleConsumer, sampleSource } from "../config/sample";
import { synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** Everything that may stand in a policy with a wildcard, and why. */
const ARGUED_FOR: Readonly<Record<string, string>> = {
  "AccountAdministers Action kms:*": "without it nobody could ever change the key again",
  "AccountAdministers Resource *": "in a key's policy, * means this key",
  "Decrypts Resource *": "in a key's policy, * means this key",
  "WriteOwnLogStreams Resource :*": "Lambda chooses the names of the log streams of this one group",
  "RefuseUnencryptedTransport Principal *": "a denial, for everybody",
  "RefuseUnencryptedTransport Action s3:*": "a denial, of everything",
  "RefuseUnencryptedTransport Resource /*": "a denial, for every object of this one bucket",
  "KeepFailedBatches Resource /*": "Lambda chooses the names of the objects of this one bucket",
};

const ENVIRONMENTS = {
  "the sample": {},
  "customer-managed key": { "sources.changes.encryption": { type: "customer-managed" } },
  "several consumers, by role ARN": {
    "sources.changes": sampleSource({
      readers: [{ consumer: "handler", grant: "role-arn" }, { consumer: "audit" }],
    }),
    "consumers.audit": sampleConsumer("audit"),
  },
};

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly [field: string]: unknown;
}

/** The statements of all policies below a value: a policy is JSON text with a `Statement`. */
function statementsBelow(value: unknown): Statement[] {
  if (typeof value === "string" && value.startsWith('{"Version"')) return JSON.parse(value).Statement;
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(statementsBelow);
}

/** What a statement leaves open, as ARGUED_FOR writes it. */
function wildcardsOf(statement: Statement): string[] {
  const sid = statement.Sid.replace(/^.*Decrypts$/, "Decrypts");
  return ["Principal", "Action", "Resource", "NotPrincipal", "NotAction", "NotResource"].flatMap((field) =>
    stringsBelow(statement[field])
      .filter((text) => field.startsWith("Not") || text.includes("*"))
      .map((text) => `${sid} ${field} ${text.replace(/^arn:.*?(:\*|\/\*)$/, "$1")}`),
  );
}

function stringsBelow(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsBelow);
}

test.each(Object.entries(ENVIRONMENTS))("%s: every wildcard is argued for", (_name, edits) => {
  // Prepare
  const { stacks } = synthesize(edits, folder);

  // Act
  const statements = statementsBelow(stacks);

  // Assess
  expect(statements.length).toBeGreaterThanOrEqual(6);
  for (const wildcard of statements.flatMap(wildcardsOf)) expect(Object.keys(ARGUED_FOR)).toContain(wildcard);
});

test("every argument is still needed", () => {
  // Prepare
  const all = Object.values(ENVIRONMENTS).map((edits) => synthesize(edits, folder).stacks);

  // Act
  const found = new Set(statementsBelow(all).flatMap(wildcardsOf));

  // Assess
  expect([...found].sort()).toEqual(Object.keys(ARGUED_FOR).sort());
});

test("a wildcard that nobody argued for is found", () => {
  // Prepare
  const statement = {
    Sid: "Loose",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["s3:Get*"],
    NotResource: "arn:aws:s3:::bucket",
  };

  // Act
  const wildcards = wildcardsOf(statement);

  // Assess
  expect(wildcards).toEqual([
    "Loose Principal *",
    "Loose Action s3:Get*",
    "Loose NotResource arn:aws:s3:::bucket",
  ]);
});

test.each(Object.entries(ENVIRONMENTS))("%s: every element is on the aliased provider", (_name, edits) => {
  // Prepare
  const { stacks } = synthesize(edits, folder);

  // Act
  const elements = Object.values(stacks).flatMap(({ resource, data = {} }) =>
    [...Object.entries(resource), ...Object.entries(data)]
      .filter(([type]) => type !== "terraform_remote_state")
      .flatMap(([, byName]) => Object.values(byName)),
  );

  // Assess
  expect(elements.length).toBeGreaterThanOrEqual(10);
  for (const { provider } of elements) expect(provider).toBe("aws.account");
});
