import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serverPlanJson } from "../../../../backends/cloud/plan-json";
import { makeCertificate } from "../../../support/cloud-server/certificate";
import { CloudServer } from "../../../support/cloud-server/cloud-server";
import type { Answer, Asked } from "../../../support/cloud-server/routes";
import { temporaryFolder } from "../../support/temporary-folder";

const TOKEN = "s3cret-token";
const JSON_PATH = "/api/v2/plans/plan-1/json-output";
const RUN: Answer = {
  status: 200,
  body: {
    data: {
      id: "run-1",
      type: "runs",
      relationships: { plan: { data: { id: "plan-1", type: "plans" } } },
    },
  },
};
const PLAN = '{"format_version":"1.2"}';

const folder = temporaryFolder();
const certificate = makeCertificate(folder);
const variables = { ...process.env };
let server: CloudServer | undefined;

afterEach(async () => {
  process.env = { ...variables };
  await server?.stop();
});

/** A server with these answers, by their path; the requests, and what Terraform would have written for the run. */
async function started(answers: Readonly<Record<string, Answer>>) {
  const asked: Asked[] = [];
  const instead = (request: Asked) => {
    asked.push(request);
    return answers[request.url.pathname];
  };
  server = new CloudServer({ token: TOKEN, instead });
  await server.start(certificate);
  process.env.SSL_CERT_FILE = certificate.file;
  process.env[`TF_TOKEN_${server.hostname}`] = TOKEN;
  const planFile = join(folder, "tfplan");
  const saved = { remote_plan_format: 1, run_id: "run-1", hostname: server.hostname };
  writeFileSync(planFile, JSON.stringify(saved));
  return { asked, planFile, hostname: server.hostname };
}

test("the plan of a server's run is read as JSON", async () => {
  // Prepare
  const { planFile } = await started({
    "/api/v2/runs/run-1": RUN,
    [JSON_PATH]: { status: 200, body: PLAN },
  });

  // Act
  const json = await serverPlanJson(planFile);

  // Assess
  expect(json).toBe(PLAN);
});

test("where the server sends elsewhere for the plan, the token does not go along", async () => {
  // Prepare
  const { planFile, asked } = await started({
    "/api/v2/runs/run-1": RUN,
    [JSON_PATH]: { status: 307, headers: { location: "/archive/plan?signature=abc" } },
    "/archive/plan": { status: 200, body: PLAN },
  });

  // Act
  const json = await serverPlanJson(planFile);

  // Assess
  expect(json).toBe(PLAN);
  const sent = asked.map(({ url, headers }) => [url.pathname, headers.authorization]);
  expect(sent.slice(-2)).toEqual([
    [JSON_PATH, `Bearer ${TOKEN}`],
    ["/archive/plan", undefined],
  ]);
});

test.each<[string, Readonly<Record<string, Answer>>]>([
  ["the run is not there, or not shown", {}],
  [
    "the run has no plan",
    { "/api/v2/runs/run-1": { status: 200, body: { data: { id: "run-1", type: "runs" } } } },
  ],
  ["the plan is not shown as JSON", { "/api/v2/runs/run-1": RUN }],
  ["the plan has no JSON yet", { "/api/v2/runs/run-1": RUN, [JSON_PATH]: { status: 204 } }],
])("if %s, the error says what to do", async (_, answers) => {
  // Prepare
  const { planFile, hostname } = await started(answers);

  // Act
  const act = serverPlanJson(planFile);

  // Assess
  await expect(act).rejects.toThrow(
    `${hostname} does not give the plan of run-1 as JSON.\nUse a token that may read the plans of the workspace, or plan with \`executionMode: local\`.`,
  );
});

test("what the server refuses is said in its own words", async () => {
  // Prepare
  const body = { errors: [{ status: "403", detail: "reading plans is not allowed" }] };
  const { planFile } = await started({ "/api/v2/runs/run-1": RUN, [JSON_PATH]: { status: 403, body } });

  // Act
  const act = serverPlanJson(planFile);

  // Assess
  await expect(act).rejects.toThrow(
    /answers GET plans\/plan-1\/json-output with 403: reading plans is not allowed/,
  );
});
