import { closeIssue, writeIssue } from "../../../pipeline/issue";
import { servingGitHub } from "./support/serving";

const serving = servingGitHub();
const issue = { title: "Drift in production", text: "A policy is gone.", marker: "drift/production" };
const body = "<!-- pipeline:drift/production -->\nA policy is gone.";

test("the first drift opens an issue", async () => {
  // Prepare
  const { server, github } = serving;

  // Act
  const written = await writeIssue(github, issue);

  // Assess
  expect(written).toEqual({ what: "created", url: `${server.url}/posts/1` });
  expect(server.issues).toMatchObject([{ title: "Drift in production", body, state: "open" }]);
});

test("another night updates it", async () => {
  // Prepare
  const { server, github } = serving;
  await writeIssue(github, issue);

  // Act
  const written = await writeIssue(github, { ...issue, text: "Two policies are gone." });

  // Assess
  expect(written.what).toBe("updated");
  expect(server.issues.map((one) => one.body)).toEqual([
    "<!-- pipeline:drift/production -->\nTwo policies are gone.",
  ]);
});

test("the same drift writes nothing", async () => {
  // Prepare
  const { server, github } = serving;
  await writeIssue(github, issue);

  // Act
  const written = await writeIssue(github, issue);

  // Assess
  expect(written.what).toBe("unchanged");
  expect(server.received.filter(({ method }) => method === "PATCH")).toEqual([]);
});

test.each([
  ["a closed issue", { state: "closed" }],
  ["another person's issue", { user: { login: "mallory" } }],
  ["a pull request", { pull_request: {} }],
])("%s with the marker is left alone", async (_what, different) => {
  // Prepare
  const { server, github } = serving;
  server.write(server.issues, { body, ...different });

  // Act
  const written = await writeIssue(github, { ...issue, text: "Two policies are gone." });

  // Assess
  expect(written.what).toBe("created");
  expect(server.issues[0]?.body).toBe(body);
});

test("a night without drift closes it, and says why", async () => {
  // Prepare
  const { server, github } = serving;
  await writeIssue(github, issue);

  // Act
  const closed = await closeIssue(github, { marker: issue.marker, reason: "The drift is gone." });

  // Assess
  expect(closed).toEqual({ what: "closed", url: `${server.url}/posts/1` });
  expect(server.issues).toMatchObject([{ state: "closed", state_reason: "completed" }]);
  expect(server.comments.map((one) => one.body)).toEqual(["The drift is gone."]);
});

test("nothing is closed if nothing is open", async () => {
  // Prepare
  const { server, github } = serving;
  server.write(server.issues, { body: "<!-- pipeline:drift/staging -->\nAnother environment" });

  // Act
  const closed = await closeIssue(github, { marker: issue.marker, reason: "The drift is gone." });

  // Assess
  expect(closed).toBeUndefined();
  expect(server.issues[0]?.state).toBe("open");
});
