import { stateLockIn } from "../../../drills/site/state-lock";

const ID = "0bab4cf0-7ae3-de30-f778-4f1e4232d1df";
const REFUSAL = [
  "consumer Error: Error acquiring the state lock Error message: operation error S3: PutObject, https response error",
  "StatusCode: 412, RequestID: 7c22bbc2-9bee-47e7-be67-6d889f9a1a39, HostID: 0Qb3c, api error PreconditionFailed",
  `Lock Info: ID: ${ID} Path: states/drill/consumer.tfstate Operation: OperationTypeApply Who: root@host Version: 1.11.4`,
].join(" ");

test("the lock's ID is told from that of the request", () => {
  expect(stateLockIn(REFUSAL)).toEqual({
    id: ID,
    says: `Error acquiring the state lock … ID: ${ID} … Who: root@host`,
  });
});

test.each([undefined, "", "Error: AccessDenied, RequestID: 7c22bbc2-9bee-47e7-be67-6d889f9a1a39"])(
  "a deployment that was not refused for a lock: %s",
  (refusal) => {
    expect(stateLockIn(refusal)).toBeUndefined();
  },
);
