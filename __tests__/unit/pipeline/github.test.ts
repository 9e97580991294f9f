import { githubConnection } from "../../../pipeline/github/connection";
import { GitHub } from "../../../pipeline/github/github";
import { servingGitHub } from "./support/serving";

const serving = servingGitHub();
const refusal = (status: number, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers,
  body: { message: "No." },
});

test.each([
  [401, "The token is not valid, or no longer: give the step the token of its own job."],
  [403, "Give the job the permission in its workflow (`permissions`), and run it again."],
  [404, "Check the number or the name, and that the job's `permissions` allow to read it."],
  [422, "Check what the request was given: GitHub does not accept it."],
  [301, "Set GITHUB_REPOSITORY to the repository's present name."],
])("status %i says what to do, and is not tried again", async (status, remedy) => {
  // Prepare
  const { server, github } = serving;
  server.answers.push(refusal(status, { location: "https://elsewhere.example" }));

  // Act
  const answer = github.get("/issues");

  // Assess
  await expect(answer).rejects.toThrow(
    `GitHub answered GET /repos/acme/streams/issues with ${status}: No.\n${remedy}`,
  );
  expect(server.received).toHaveLength(1);
});

test.each([
  ["too many requests", refusal(429, { "retry-after": "0" })],
  ["a secondary rate limit", refusal(403, { "retry-after": "0" })],
])("%s: a creation is tried again after the time that GitHub asks for", async (_what, answer) => {
  // Prepare
  const { server, github } = serving;
  server.answers.push(answer, answer);

  // Act
  await github.post("/issues", { title: "One" });

  // Assess
  expect(server.issues).toHaveLength(1);
  expect(server.received).toHaveLength(3);
});

test("an error of the server: what only reads is tried again", async () => {
  // Prepare
  const { server, github } = serving;
  server.answers.push(refusal(502, { "retry-after": "0" }));

  // Act
  const issues = await github.get("/issues?state=open&per_page=100&page=1");

  // Assess
  expect(issues).toEqual([]);
});

test("an error of the server: a creation is not, because it may have happened", async () => {
  // Prepare
  const { server, github } = serving;
  server.answers.push(refusal(502, { "retry-after": "0" }));

  // Act
  const answer = github.post("/issues", { title: "One" });

  // Assess
  await expect(answer).rejects.toThrow("with 502: No.\nRun the job again later.");
  expect(server.received).toHaveLength(1);
});

test.each([
  ["the last attempt", ["0", "0", "0", "0"], 4],
  ["a pause of more than a minute", ["61"], 1],
])("%s ends the waiting", async (_what, pauses, requests) => {
  // Prepare
  const { server, github } = serving;
  server.answers.push(...pauses.map((seconds) => refusal(429, { "retry-after": seconds })));

  // Act
  const answer = github.get("/issues");

  // Assess
  await expect(answer).rejects.toThrow("with 429: No.");
  expect(server.received).toHaveLength(requests);
});

test("an interruption ends the waiting", async () => {
  // Prepare
  const { server } = serving;
  const controller = new AbortController();
  const github = new GitHub(githubConnection(server.variables), { signal: controller.signal });
  server.answers.push(refusal(429, { "retry-after": "30" }));

  // Act
  const answer = github.get("/issues");
  setTimeout(() => controller.abort(), 100);

  // Assess
  await expect(answer).rejects.toThrow(/^GitHub did not answer at .*: This operation was aborted\.\n/);
});

test("no error holds the token, not even if a server sends it back", async () => {
  // Prepare
  const { server, github } = serving;
  server.answers.push({ status: 400, body: { message: "Bad header: Bearer secret-token" } });

  // Act
  const answer = github.get("/issues");

  // Assess
  await expect(answer).rejects.toThrow("with 400: Bad header: Bearer ***");
});

test("nobody answers", async () => {
  // Prepare
  const { server, github } = serving;
  await server.stop();

  // Act
  const answer = github.get("/issues");

  // Assess
  await expect(answer).rejects.toThrow(
    /^GitHub did not answer at .*: connect ECONNREFUSED .*\nRun the job again\.$/,
  );
  await server.start();
});

test.each([
  ["no token", { GITHUB_TOKEN: "" }, "The variable GITHUB_TOKEN is not set."],
  ["no repository", { GITHUB_REPOSITORY: "streams" }, "The variable GITHUB_REPOSITORY names no repository."],
  [
    "another path",
    { GITHUB_REPOSITORY: "acme/streams/../x" },
    "The variable GITHUB_REPOSITORY names no repository.",
  ],
  ["no URL", { GITHUB_API_URL: "api.github.com" }, "GITHUB_API_URL is no URL."],
  [
    "no encryption",
    { GITHUB_API_URL: "http://ghe.example/api/v3" },
    "GITHUB_API_URL does not start with https://",
  ],
])("%s is refused before anything is sent", (_what, variables, message) => {
  // Act
  const connect = () => githubConnection({ ...serving.server.variables, ...variables });

  // Assess
  expect(connect).toThrow(message);
});

test("GitHub's own API is asked by default, and a server's with its path", () => {
  // Prepare
  const { variables } = serving.server;

  // Act
  const urls = ["", "https://ghe.example/api/v3/"].map(
    (GITHUB_API_URL) => githubConnection({ ...variables, GITHUB_API_URL }).url,
  );

  // Assess
  expect(urls).toEqual(["https://api.github.com", "https://ghe.example/api/v3"]);
});
