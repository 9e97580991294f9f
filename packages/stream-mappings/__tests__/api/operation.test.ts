import { operationOf } from "../../src/api/operation";

const UUID = "11111111-2222-4333-8444-555555555555";
const ARN = `arn:aws:lambda:eu-central-1:111111111111:event-source-mapping:${UUID}`;

const calls: [string, string, unknown][] = [
  ["POST", "/2015-03-31/event-source-mappings", { kind: "create" }],
  ["POST", "/2015-03-31/event-source-mappings/", { kind: "create" }],
  ["GET", "/2015-03-31/event-source-mappings/", { kind: "list" }],
  ["GET", `/2015-03-31/event-source-mappings/${UUID}`, { kind: "get", uuid: UUID }],
  ["PUT", `/2015-03-31/event-source-mappings/${UUID}`, { kind: "update", uuid: UUID }],
  ["DELETE", `/2015-03-31/event-source-mappings/${UUID}`, { kind: "delete", uuid: UUID }],
  ["GET", `/2017-03-31/tags/${encodeURIComponent(ARN)}`, { kind: "list-tags", arn: ARN, uuid: UUID }],
  ["POST", `/2017-03-31/tags/${ARN}`, { kind: "tag", arn: ARN, uuid: UUID }],
  ["DELETE", `/2017-03-31/tags/${ARN}`, { kind: "untag", arn: ARN, uuid: UUID }],
];

test.each(calls)("%s %s is the service's", (method, path, expected) => {
  expect(operationOf(method, path)).toEqual(expected);
});

const others: [string, string][] = [
  ["GET", "/2015-03-31/functions/on-change"],
  ["POST", "/2015-03-31/functions/on-change/invocations"],
  ["GET", "/2017-03-31/tags/arn:aws:lambda:eu-central-1:111111111111:function:on-change"],
  ["PATCH", `/2015-03-31/event-source-mappings/${UUID}`],
];

test.each(others)("%s %s passes through", (method, path) => {
  expect(operationOf(method, path)).toBeUndefined();
});
