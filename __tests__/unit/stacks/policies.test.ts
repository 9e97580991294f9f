import { ALLOWED_WILDCARDS, wildcardsOf } from "../../../guards/allowed-wildcards";
import type { Statement } from "../../../synthesized/statements";
import { CROSS_ACCOUNT, sampleConsumer, sampleSource } from "../config/sample";
import { synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

const ENVIRONMENTS = {
  "access to one account": CROSS_ACCOUNT,
  "access to any account": {
    ...structuredClone(CROSS_ACCOUNT),
    "consumers.handler.accountSwitcher.accounts": "any",
  },
  "the sample": {},
  tracing: { "consumers.handler.function.tracing": true },
  "customer-managed key": { "sources.changes.encryption": { type: "customer-managed" } },
  "several consumers, by role ARN": {
    "sources.changes": sampleSource({
      readers: [{ consumer: "handler", grant: "role-arn" }, { consumer: "audit" }],
    }),
    "consumers.audit": sampleConsumer("audit"),
  },
};

/** The statements of all policies below a value: a policy is JSON text with a `Statement`. */
function statementsBelow(value: unknown): Statement[] {
  if (typeof value === "string" && value.startsWith('{"Version"')) return JSON.parse(value).Statement;
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(statementsBelow);
}

/** What a statement leaves open, as ALLOWED_WILDCARDS writes it. */
function openIn(statement: Statement): string[] {
  return wildcardsOf(statement).map(({ key }) => key);
}

test.each(Object.entries(ENVIRONMENTS))("%s: every wildcard has a reason", (_name, edits) => {
  // Prepare
  const { stacks } = synthesize(edits, folder);

  // Act
  const statements = statementsBelow(stacks);

  // Assess
  expect(statements.length).toBeGreaterThanOrEqual(6);
  for (const wildcard of statements.flatMap(openIn))
    expect(Object.keys(ALLOWED_WILDCARDS)).toContain(wildcard);
});

test("every reason is still needed", () => {
  // Prepare
  const all = Object.values(ENVIRONMENTS).map((edits) => synthesize(edits, folder).stacks);

  // Act
  const found = new Set(statementsBelow(all).flatMap(openIn));

  // Assess
  expect([...found].sort()).toEqual(Object.keys(ALLOWED_WILDCARDS).sort());
});

test("a wildcard without a reason is found", () => {
  // Prepare
  const statement = {
    Sid: "Loose",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["s3:Get*"],
    NotResource: "arn:aws:s3:::bucket",
  };

  // Act
  const wildcards = openIn(statement);

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
      .filter(([type]) => type.startsWith("aws_"))
      .flatMap(([, byName]) => Object.values(byName)),
  );

  // Assess
  expect(elements.length).toBeGreaterThanOrEqual(10);
  for (const { provider } of elements) expect(provider).toBe("aws.account");
});
