import { writeComment } from "../../../pipeline/comment";
import { servingGitHub } from "./support/serving";

const serving = servingGitHub();
const comment = { pullRequest: 7, text: "Two stacks change.", marker: "plan/production" };
const body = "<!-- pipeline:plan/production -->\nTwo stacks change.";

test("the first comment is created, with a marker that nobody sees", async () => {
  // Prepare
  const { server, github } = serving;

  // Act
  const written = await writeComment(github, comment);

  // Assess
  expect(written).toEqual({ what: "created", url: `${server.url}/posts/1` });
  expect(server.comments.map((one) => one.body)).toEqual([body]);
  expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /issues/7/comments?per_page=100&page=1",
    "POST /issues/7/comments",
  ]);
});

test("a later one takes its place, and those of others stay", async () => {
  // Prepare
  const { server, github } = serving;
  server.write(server.comments, { body: "A person's remark" });
  server.write(server.comments, { body: "<!-- pipeline:plan/staging -->\nAnother environment" });
  await writeComment(github, comment);

  // Act
  const written = await writeComment(github, { ...comment, text: "Nothing changes." });

  // Assess
  expect(written).toEqual({ what: "updated", url: `${server.url}/posts/3` });
  expect(server.comments.map((one) => one.body)).toEqual([
    "A person's remark",
    "<!-- pipeline:plan/staging -->\nAnother environment",
    "<!-- pipeline:plan/production -->\nNothing changes.",
  ]);
});

test("the same text is not written twice", async () => {
  // Prepare
  const { server, github } = serving;
  await writeComment(github, comment);

  // Act
  const written = await writeComment(github, comment);

  // Assess
  expect(written.what).toBe("unchanged");
  expect(server.received.filter(({ method }) => method !== "GET")).toHaveLength(1);
});

test("it is found beyond the first hundred comments", async () => {
  // Prepare
  const { server, github } = serving;
  for (let index = 0; index < 100; index += 1) server.write(server.comments, { body: `Remark ${index}` });
  server.write(server.comments, { body });

  // Act
  const written = await writeComment(github, { ...comment, text: "Nothing changes." });

  // Assess
  expect(written.what).toBe("updated");
  expect(server.comments).toHaveLength(101);
});

test("a comment of somebody else with a copied marker is left alone", async () => {
  // Prepare
  const { server, github } = serving;
  server.write(server.comments, { body, user: { login: "mallory" } });

  // Act
  const written = await writeComment(github, comment);

  // Assess
  expect(written.what).toBe("created");
  expect(server.comments.map(({ user }) => user.login)).toEqual(["mallory", "github-actions[bot]"]);
});

test("an app of one's own finds its own comment", async () => {
  // Prepare
  const { server, github } = serving;
  server.login = "acme-bot[bot]";
  await writeComment(github, comment);

  // Act
  const written = await writeComment(github, { ...comment, text: "New.", author: "acme-bot[bot]" });

  // Assess
  expect(written.what).toBe("updated");
});

test("a text that GitHub would refuse is not sent", async () => {
  // Prepare
  const { server, github } = serving;

  // Act
  const written = writeComment(github, { ...comment, text: "x".repeat(65_503) });

  // Assess
  await expect(written).rejects.toThrow(
    "The text has 65503 characters, and with its marker more than the 65536 that GitHub accepts.\nShorten it, or show it in the summary of the job.",
  );
  expect(server.received).toEqual([]);
});

test("the longest text is sent", async () => {
  // Prepare
  const { server, github } = serving;

  // Act
  await writeComment(github, { ...comment, text: "x".repeat(65_502) });

  // Assess
  expect(server.comments[0]?.body).toHaveLength(65_536);
});

test("a marker that would end the comment around it is refused", async () => {
  // Act
  const written = writeComment(serving.github, { ...comment, marker: "a --> b" });

  // Assess
  await expect(written).rejects.toThrow('"a --> b" is no name of a marker.');
});
