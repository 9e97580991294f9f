import { bootstrapCloud } from "../../../../backends/cloud/bootstrap-cloud";
import type { CloudSettings } from "../../../../backends/cloud/wanted";
import { loadEnvironment } from "../../../../config/load-environment";
import { makeCertificate } from "../../../support/cloud-server/certificate";
import { CloudServer, type ServerOptions } from "../../../support/cloud-server/cloud-server";
import { temporaryFolder } from "../../support/temporary-folder";

const TOKEN = "s3cret-token";
const certificate = makeCertificate(temporaryFolder());
const servers: CloudServer[] = [];
const variables = { ...process.env };

beforeEach(() => {
  process.env.SSL_CERT_FILE = certificate.file;
});

afterEach(async () => {
  process.env = { ...variables };
  for (const server of servers.splice(0)) await server.stop();
});

async function started(options: Partial<ServerOptions> = {}): Promise<CloudServer> {
  const server = new CloudServer({ token: TOKEN, ...options });
  await server.start(certificate);
  servers.push(server);
  process.env[`TF_TOKEN_${server.hostname}`] = TOKEN;
  return server;
}

function run(
  { hostname }: { readonly hostname: string },
  backend: Partial<CloudSettings> = {},
  dryRun = false,
  signal = new AbortController().signal,
) {
  const loaded = loadEnvironment("terraform-cloud");
  const settings = { ...(loaded.environment.backend as CloudSettings), hostname, ...backend };
  return bootstrapCloud(loaded, settings, { dryRun, adopt: false, signal, onStep: () => {} });
}

const PREFIX = "streams-example-";

test("a dry run sends nothing; the run does what it said; the next one has nothing to do", async () => {
  // Prepare
  const server = await started();
  const backend: Partial<CloudSettings> = {
    executionMode: "remote",
    terraformVersion: "1.11.4",
    workspaceTags: ["streams"],
  };

  // Act
  const planned = await run(server, backend, true);
  const sentByDryRun = [...server.writes];
  const done = await run(server, backend);
  const sent = server.writes.length;
  const again = await run(server, backend);

  // Assess
  const settings = "execution-mode: remote, terraform-version: 1.11.4, global-remote-state: false";
  expect(planned.steps).toEqual([
    { action: "create", what: "project cross-account-streams" },
    { action: "create", what: `workspace ${PREFIX}source (${settings}, project: cross-account-streams)` },
    { action: "create", what: `workspace ${PREFIX}consumer (${settings}, project: cross-account-streams)` },
    { action: "tag", what: `${PREFIX}source with streams` },
    { action: "tag", what: `${PREFIX}consumer with streams` },
    { action: "share", what: `the state of ${PREFIX}source with ${PREFIX}consumer` },
  ]);
  expect(sentByDryRun).toEqual([]);
  expect(done.steps).toEqual(planned.steps);
  expect(sent).toBe(6);
  expect(again.steps).toEqual([]);
  expect(server.writes).toHaveLength(sent);
  const [source, consumer] = ["source", "consumer"].map((name) => server.workspace(`${PREFIX}${name}`));
  expect(source).toMatchObject({
    attributes: { "execution-mode": "remote", "terraform-version": "1.11.4", "global-remote-state": false },
    tags: ["streams"],
    consumers: [consumer?.id],
    projectId: server.projects.get("cross-account-streams"),
  });
});

test("a server without projects is served if the file names none, and refused with the reason if it does", async () => {
  // Prepare
  const server = await started({ projects: false });

  // Act
  const refused = run(server);
  await expect(refused).rejects.toThrow(
    `${server.hostname} has no projects, or does not show them to this token.\nLeave \`backend.project\` out of the environment file, or use a token that may read projects.`,
  );
  const served = await run(server, { project: undefined });

  // Assess
  expect(served.steps).toHaveLength(3);
});

test("all pages are read: a consumer on the second page is known", async () => {
  // Prepare
  const server = await started();
  await run(server);
  const source = server.workspace(`${PREFIX}source`);
  source?.consumers.unshift(...Array.from({ length: 25 }, (_, index) => `ws-other-${index}`));

  // Act
  const again = await run(server);

  // Assess
  expect(again.steps).toEqual([]);
});

test("a server that is asked too often is asked again after the time that it names", async () => {
  // Prepare
  let refusals = 0;
  const server = await started({
    instead: ({ url }) => {
      if (url.pathname.startsWith("/.well-known") || refusals >= 2) return undefined;
      refusals += 1;
      return { status: 429, headers: { "Retry-After": "0.01" } };
    },
  });

  // Act
  const { steps } = await run(server);

  // Assess
  expect(refusals).toBe(2);
  expect(steps).toHaveLength(4);
});

test.each([
  [
    "another token",
    { token: "other" },
    /^\S+ does not accept the token \(401\)\.\nRun `terraform login \S+`, or write `credentials "localhost:\d+" \{ token = "\.\.\." \}` into Terraform's CLI configuration\.$/,
  ],
  [
    "no organization",
    { instead: ({ url }) => (url.pathname.includes("organizations") ? { status: 404 } : undefined) },
    /^\S+ has no organization example-org, or does not show it to this token\.\n/,
  ],
  [
    "no permission",
    {
      instead: ({ method }) =>
        method === "POST"
          ? { status: 403, body: { errors: [{ title: "forbidden", detail: `${TOKEN} may not do this.` }] } }
          : undefined,
    },
    /^\S+ answers POST organizations\/example-org\/projects with 403: \(token\) may not do this\.\nUse a token that may manage/,
  ],
  [
    "a page instead of the API",
    { instead: () => ({ status: 200, body: "<html>" }) },
    /^\S+ does not answer GET \/\.well-known\/terraform\.json with JSON\.\nCheck `backend\.hostname`/,
  ],
  [
    "a redirect",
    {
      instead: ({ url }) =>
        url.pathname.startsWith("/api")
          ? { status: 302, headers: { Location: "https://evil.example/" } }
          : undefined,
    },
    /^\S+ answers GET organizations\/example-org with 302\.\nCheck `backend\.hostname` in the environment file: redirects are not followed\.$/,
  ],
] as [string, Partial<ServerOptions>, RegExp][])(
  "%s: a plain message without the token",
  async (_, options, message) => {
    // Prepare
    const server = await started(options);

    // Act
    const error: Error = await run(server).then(
      () => new Error("nothing was refused"),
      (reason) => reason,
    );

    // Assess
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(TOKEN);
  },
);

test.each(["local", "remote"] as const)(
  "a server that cannot share with single workspaces, %s runs",
  async (mode) => {
    // Prepare
    const server = await started({ consumers: false });

    // Act
    const outcome = await run(server, { executionMode: mode }).then(
      ({ steps }) => steps.map(({ action }) => action),
      (error: Error) => error.message.split("\n")[0],
    );
    const organization = await run(server, { executionMode: mode, shareStateWith: "organization" });

    // Assess
    expect(outcome).toEqual(
      mode === "local"
        ? ["create", "create", "create"]
        : `${server.hostname} cannot share the state of ${PREFIX}source with single workspaces, and ${PREFIX}consumer must read it.`,
    );
    expect(organization.steps).toEqual([
      { action: "update", what: `workspace ${PREFIX}source (global-remote-state: true)` },
    ]);
  },
);

test("to remote runs on a server that cannot share: refused before anything is sent, by a dry run as well", async () => {
  // Prepare
  const server = await started({ consumers: false });
  await run(server, { executionMode: "local" });
  const sent = server.writes.length;

  // Act
  const dryRun = run(server, { executionMode: "remote" }, true);
  await expect(dryRun).rejects.toThrow(/cannot share the state of streams-example-source/);
  const real = run(server, { executionMode: "remote" });

  // Assess
  await expect(real).rejects.toThrow(/cannot share the state of streams-example-source/);
  expect(server.writes).toHaveLength(sent);
});

test("a server that cannot be reached is named, with what to check", async () => {
  // Prepare
  process.env["TF_TOKEN_localhost:1"] = TOKEN;

  // Act
  const act = run({ hostname: "localhost:1" });

  // Assess
  await expect(act).rejects.toThrow(
    /^localhost:1 cannot be reached: .*ECONNREFUSED.*\nCheck `backend\.hostname`/,
  );
});

test.each([
  ["waiting", { status: 429, headers: { "Retry-After": "20" } }, 100],
  // Before the answer is sent.
  ["a request", undefined, undefined],
])("Ctrl-C ends %s", async (_, answer, afterMs) => {
  // Prepare
  const controller = new AbortController();
  const server = await started({
    instead: () => {
      if (afterMs === undefined) controller.abort();
      else setTimeout(() => controller.abort(), afterMs);
      return answer;
    },
  });

  // Act
  const act = run(server, {}, false, controller.signal);

  // Assess
  await expect(act).rejects.toThrow("The command was interrupted.");
});
