import { waitBeforeRetry } from "../../../../backends/cloud/retry";

test.each([
  ["a success", 200, {}, "GET", 1, undefined],
  ["a refusal", 422, {}, "POST", 1, undefined],
  ["too many requests, with a wait", 429, { "retry-after": "2" }, "POST", 1, 2000],
  ["too many requests, as Terraform Cloud says it", 429, { "x-ratelimit-reset": "0.25" }, "PATCH", 1, 250],
  ["a wait beyond reason", 429, { "retry-after": "3600" }, "GET", 1, 30_000],
  ["a wait that is a date", 429, { "retry-after": "Sun, 22 Nov 2026 08:00:00 GMT" }, "GET", 2, 1000],
  ["a wait below zero", 429, { "retry-after": "-1" }, "GET", 1, 500],
  ["the fifth attempt", 429, { "retry-after": "1" }, "GET", 5, undefined],
  ["a failure while reading", 503, {}, "GET", 1, 500],
  ["a failure while writing, which may have happened", 503, {}, "POST", 1, undefined],
] as const)("%s", (_, status, headers, method, attempt, wait) => {
  expect(waitBeforeRetry({ status, headers }, { method, attempt })).toBe(wait);
});
