import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { EnvironmentError } from "../../../../config/environment-error";
import { loadEnvironment } from "../../../../config/load-environment";
import { formatProblem } from "../../../../config/problem";
import { besideFile, errorsOf, errorsOfFile, withTenants } from "./support";

const ID =
  "Use exactly 12 digits. In a spreadsheet, format the column as text: numbers lose leading zeros, and long ones their last digits.";

test("all problems of a CSV file are reported at once, each with its line", () => {
  // Prepare
  const csv = [
    "tenant,account,enabled,deployRole",
    "acme,300000000001,,",
    "Acme,300000000002,,",
    "beta,30000000000,,",
    "acme,300000000003,,",
    "gamma,300000000001,,",
    "delta,300000000004,maybe,",
    "epsilon,300000000005",
  ].join("\n");

  // Act
  const errors = errorsOfFile("a.csv", csv);

  // Assess
  expect(errors).toEqual([
    'a.csv, line 3 (tenant): "Acme" is not a valid value here. Use at most 40 lower-case letters, digits and hyphens, with a letter or digit at both ends.',
    `a.csv, line 4 (account): "30000000000" is not a valid value here. ${ID}`,
    "a.csv, line 5 (tenant): acme is already in line 2. A tenant has one line: remove one of the two.",
    "a.csv, line 6 (account): 300000000001 is already in line 2. A tenant has an account of its own: correct one of the two.",
    'a.csv, line 7 (enabled): "maybe" is not a valid value here. Use true or false, without quotes.',
    "a.csv, line 8: has 2 cells, and the first line names 4 columns. Add or remove commas, or put a value with a comma into double quotes.",
  ]);
});

test("the lines of a CSV file are checked as well if its first line says which tenant has which account", () => {
  expect(errorsOfFile("a.csv", "tenant,tabelName,tenant\nacme,x,y\n")).toEqual([
    'a.csv, line 1: there is no column "tabelName". Did you mean tableName? The columns are: tenant, account, tableName, deployRole, externalId, enabled, deletionProtection, unprotectedBecause, replaceStream, tag:NAME.',
    'a.csv, line 1: the column "tenant" is there twice. Remove one.',
    'a.csv, line 1: the column "account" is missing. Add it: the first line names the columns.',
  ]);
  expect(errorsOfFile("a.csv", "tenant,account,account,plan,\nacme,1,300000000001,x,\n")).toEqual([
    expect.stringMatching(/^a\.csv, line 1: there is no column "plan"\. The columns are: /),
    expect.stringMatching(/^a\.csv, line 1: a column has no name\. The columns are: /),
    'a.csv, line 1: the column "account" is there twice. Remove one.',
    `a.csv, line 2 (account): "1" is not a valid value here. ${ID}`,
  ]);
  expect(errorsOfFile("a.csv", "")).toEqual([
    "a.csv, line 1: the file is empty. Name the columns first: tenant,account.",
  ]);
  expect(errorsOfFile("a.csv", "tenant,account\n")).toEqual([
    "sources.changes.tenants: names no tenant. Add one, or remove the source and its mappings.",
  ]);
});

test.each([
  ["semicolons", ";"],
  ["tabs", "\t"],
])("a file with %s instead of commas is told by that", (name, separator) => {
  expect(errorsOfFile("a.csv", `tenant${separator}account\nacme${separator}300000000001\n`)).toEqual([
    `a.csv, line 1: the cells are separated by ${name}. Separate them by commas; a spreadsheet program asks for the separator when it exports CSV.`,
  ]);
});

test("a line that has another mistake is compared with the others, too", () => {
  const csv = "tenant,account,enabled\nacme,300000000001,maybe\nacme,300000000001,never\n";
  expect(errorsOfFile("a.csv", csv).map((line) => line.split(":")[0])).toEqual([
    "a.csv, line 2 (enabled)",
    "a.csv, line 3 (enabled)",
    "a.csv, line 3 (tenant)",
    "a.csv, line 3 (account)",
  ]);
});

describe("quotation marks", () => {
  const REMEDY =
    "Put the whole cell into double quotes, and write a quotation mark in it twice, or remove the quotation marks.";

  test.each(["\n", "\r\n", "\r"])(
    "each wrong one is reported, with its line and beside other problems, where lines end with %j",
    (end) => {
      const lines = [
        ...["tenant,account,tag:Note", '"acme,300000000001,"a,b"', "", "# a comment", 'be"ta,300000000002,'],
        ...['gamma,300000000003,"two', 'lines"', "Delta,300000000004,", 'eps,300000000005,"open', "zeta,1,"],
      ];
      expect(errorsOfFile("a.csv", lines.join(end))).toEqual([
        `a.csv, line 2: there is text behind a closing quotation mark. ${REMEDY}`,
        `a.csv, line 5: a quotation mark is in the middle of a cell. ${REMEDY}`,
        expect.stringMatching(/^a\.csv, line 8 \(tenant\): "Delta" is not/),
        `a.csv, line 9: a quotation mark is opened and never closed. ${REMEDY}`,
        `a.csv, line 10 (account): "1" is not a valid value here. ${ID}`,
        // What is compared with the rest of the environment comes last.
        expect.stringMatching(/^a\.csv, line 6 \(tags\.Note\): "two\\u000Alines" contains characters/),
      ]);
    },
  );

  test("with one in the first line, nothing says what the others mean", () => {
    expect(errorsOfFile("a.csv", '"tenant,account\nAcme,1\n')).toEqual([
      `a.csv, line 1: a quotation mark is opened and never closed. ${REMEDY}`,
    ]);
  });
});

describe("encodings", () => {
  const list = '- { tenant: acme, account: "300000000001" }\n';

  test.each([
    ["a.csv", "tenant,account\nacme,300000000001\n"],
    ["a.tenants.yaml", list],
  ])("%s may begin with a byte order mark", (name, text) => {
    expect(errorsOfFile(name, `\ufeff${text}`)).toEqual([]);
  });

  test.each([
    ["UTF-16", Buffer.from("\ufefftenant,account\n", "utf16le")],
    ["Latin-1", Buffer.from("tenant,account,tag:Name\nacme,300000000001,M\u00fcller\n", "latin1")],
  ])("a file in %s is refused by its name", (_what, bytes) => {
    expect(errorsOfFile("a.csv", bytes)).toEqual([
      "sources.changes.tenants: the file a.csv is no text in UTF-8. Save it as UTF-8: a spreadsheet program calls that `CSV UTF-8`, or asks for the encoding.",
    ]);
  });
});

test("a YAML file names the line of each problem; a mistake in its syntax is the only one", () => {
  // Prepare
  const yaml = '- tenant: acme\n  account: "300000000001"\n- tenant: beta\n  acount: "300000000002"\n';

  // Act
  const errors = errorsOfFile("a.tenants.yaml", yaml);
  const read = () => errorsOfFile("a.tenants.yaml", "- tenant: [acme\n");

  // Assess
  expect(errors).toEqual([
    "a.tenants.yaml, line 3 (account): is missing. Add it. Use exactly 12 digits, in quotes: YAML reads bare digits as a number and drops leading zeros.",
    expect.stringMatching(/^a\.tenants\.yaml, line 3 \(acount\): is not a key/),
  ]);
  expect(read).toThrow(EnvironmentError);
  expect(errorsOfFile("a.tenants.yaml", "tenant: acme\n")).toEqual([
    "sources.changes.tenants: a.tenants.yaml holds no list. Write a list of tenants.",
  ]);
});

test.each([
  ["/etc/passwd", /"\/etc\/passwd" is not the name of a file with tenants/],
  ["tenants.yaml", /"tenants.yaml" is not the name of a file with tenants/],
  ["missing.csv", /the file missing.csv cannot be read/],
  [7, /is neither a list nor the name of a file/],
  [null, /is neither a list nor the name of a file/],
])("tenants: %p is refused", (tenants, message) => {
  const errors = besideFile("a.csv", "", (folder) => errorsOf(withTenants(tenants), folder));
  expect(errors).toEqual([expect.stringMatching(message)]);
});

test("a name or an account that something else has is refused", () => {
  // Prepare
  const tenants = [
    { tenant: "acme", account: "300000000001" },
    { tenant: "beta", account: "222222222222" },
  ];
  const more = { "accounts.changes-acme": { id: "300000000009" }, "accounts.consumer.id": "222222222222" };

  // Act
  const errors = errorsOf(withTenants(tenants, more));

  // Assess
  expect(errors).toEqual([
    "sources.changes.tenants[0].tenant: would become changes-acme, which is taken by accounts.changes-acme. Rename one of the two.",
    "sources.changes.tenants[1].account: 222222222222 is the account of accounts.consumer, which is no tenant. Correct one of the two.",
  ]);
});

test("an account and a stack cannot be shared by tenants, and tenantAccounts has keys of its own", () => {
  // Prepare
  const tenants = [{ tenant: "acme", account: "300000000001" }];
  const more = {
    "sources.changes.account": "source",
    "sources.changes.stack": "source",
    "sources.changes.tenantAccounts": { id: "300000000001" },
  };

  // Act
  const errors = errorsOf(withTenants(tenants, more));

  // Assess
  expect(errors).toEqual([
    "sources.changes.account: cannot be there together with `tenants`: each tenant has its own. Remove it.",
    "sources.changes.stack: cannot be there together with `tenants`: each tenant has its own. Remove it.",
    expect.stringMatching(/^sources\.changes\.tenantAccounts\.id: is not a key of the environment file/),
  ]);
});

test("a problem of what all tenants share is reported once, at its place in the file", () => {
  // Prepare
  const tenants = ["a", "b", "c"].map((tenant, n) => ({ tenant, account: `30000000000${n}` }));
  const more = {
    "sources.changes.tableName": "no table!",
    "consumers.handler.mappings": [{ source: "changes", batchSize: 0 }],
    "consumers.handler.alarms": { noEventsHours: { changes: 0 } },
  };

  // Act
  const errors = errorsOf(withTenants(tenants, more));

  // Assess
  expect(errors).toHaveLength(3);
  expect(errors[0]).toMatch(/^sources\.changes\.tableName: .*\(and the same for 2 more\)/);
  expect(errors[2]).toMatch(/^consumers\.handler\.mappings\[0\]\.batchSize: .*\(and the same for 2 more\)/);
  expect(errors[1]).toMatch(
    /^consumers\.handler\.alarms\.noEventsHours\.changes: .*\(and the same for 2 more\)/,
  );
});

test("a problem of one tenant's own setting is reported in its line", () => {
  // Prepare
  const csv = "tenant,account,tag:aws:x\nacme,300000000001,\nbeta,300000000002,y\n";

  // Act
  const errors = errorsOfFile("a.csv", csv);

  // Assess
  expect(errors).toEqual(["a.csv, line 3 (tags.aws:x): AWS reserves the prefix aws:. Use another prefix."]);
});

test("accounts of the example files are pointed out in the lines that have them", () => {
  // Prepare
  const csv = "tenant,account\nacme,345678901234\nbeta,300000000002\n";
  const environment = stringify(withTenants("a.csv"));

  // Act
  const warnings = besideFile("a.csv", csv, (folder) => {
    writeFileSync(join(folder, "production.yaml"), environment);
    return loadEnvironment("production", folder).warnings.map(formatProblem);
  });

  // Assess
  expect(warnings.filter((line) => line.includes("a made-up account") && line.includes("a.csv"))).toEqual([
    "a.csv, line 2 (account): 345678901234 is a made-up account of the example files. Use the ID of your account.",
  ]);
  expect(warnings.filter((line) => line.startsWith("accounts.changes-"))).toEqual([]);
});
