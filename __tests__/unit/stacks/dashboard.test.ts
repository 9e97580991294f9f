import { CROSS_ACCOUNT } from "../config/sample";
import { expression, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

function dashboard(edits: Record<string, unknown>) {
  return resource(synthesize(edits, folder), "consumer", "aws_cloudwatch_dashboard", "dashboard");
}

test("the dashboard has the name of function and region, and the IDs that AWS chooses", () => {
  // Act
  const { dashboard_body, ...rest } = settingsOf(dashboard(CROSS_ACCOUNT));

  // Assess
  const text = String(dashboard_body);
  const uuid = expression("aws_lambda_event_source_mapping.mapping_changes.uuid");
  const api = expression("aws_apigatewayv2_api.reader_api.id");
  expect(rest).toEqual({ dashboard_name: "handler-eu-central-1", provider: "aws.account" });
  expect(new Set(text.match(/\$\{[^}]*\}/g))).toEqual(new Set([uuid, api]));
  expect(text).toContain(`["AWS/Lambda","DroppedEventCount","EventSourceMappingUUID","${uuid}",`);
  expect(text).toContain(`["AWS/ApiGateway","5xx","ApiId","${api}","Stage","$default",`);
});

test("Terraform evaluates nothing of a runbook's URL", () => {
  // Prepare
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what Terraform would evaluate.
  const runbook = "https://example.com/${path.cwd}";

  // Act
  const { dashboard_body } = dashboard({ "consumers.handler.alarms": { runbook } });

  // Assess
  expect(dashboard_body).toContain("https://example.com/$${path.cwd}");
});

test("signs that mean something in XML are written otherwise, and mean the same", () => {
  // Prepare
  const runbook = "https://example.com/?a=b&c=<d>";

  // Act
  const { dashboard_body } = dashboard({ "consumers.handler.alarms": { runbook } });

  // Assess
  const { widgets } = JSON.parse(String(dashboard_body));
  expect(dashboard_body).not.toMatch(/[<>&]/);
  expect(widgets[0].properties.markdown).toContain(`[Runbook](${runbook}). `);
});

test("without it, nothing else changes", () => {
  // Prepare
  const { aws_cloudwatch_dashboard: made, ...others } =
    synthesize({}, folder).stacks.consumer?.resource ?? {};

  // Act
  const without = synthesize({ "consumers.handler.dashboard": false }, folder).stacks.consumer?.resource;

  // Assess
  expect(Object.keys(made ?? {})).toEqual(["dashboard"]);
  expect(without).toEqual(others);
});
