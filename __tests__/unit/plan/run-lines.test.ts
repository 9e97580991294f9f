import { runLines } from "../../../plan/run-lines";

/** What Terraform 1.11 printed for a run of OTF 0.6.3, an independent server. */
const PRINTED = `Running plan in HCP Terraform. Output will stream here. Pressing Ctrl-C
will stop streaming the logs, but will not stop the plan running remotely.

Preparing the remote plan...

To view this run in a browser, visit:
https://localhost:8443/app/streams/consumer/runs/run-MGgFz7Kz5qsPctKG

Waiting for 5 run(s) to finish before being queued...
  Waiting for 5 run(s) to finish before being queued... (30s elapsed)
Waiting for the plan to start...

Terraform v1.11.4
aws_iam_role.role: Refreshing state... [id=https://example.com/runs/run-1]
No changes. Your infrastructure matches the configuration.`;

test("of a server's run, its address and what it waits for are passed on", () => {
  // Prepare
  const told: string[] = [];

  // Act
  PRINTED.split("\n").forEach(runLines((line) => told.push(line)));

  // Assess
  expect(told).toEqual([
    "https://localhost:8443/app/streams/consumer/runs/run-MGgFz7Kz5qsPctKG",
    "Waiting for 5 run(s) to finish before being queued...",
    "Waiting for 5 run(s) to finish before being queued... (30s elapsed)",
    "Waiting for the plan to start...",
  ]);
});
