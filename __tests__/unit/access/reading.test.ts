import { AccessError } from "../../../access/access-error";
import { reading } from "../../../access/deployed/reading";

const failing = (name: string, message: string) =>
  reading("stream orders", () => Promise.reject(Object.assign(new Error(message), { name })));

test("what was read is passed on", async () => {
  expect(await reading("stream orders", async () => 1)).toBe(1);
});

test("missing credentials are the same message whatever was to be read", async () => {
  await expect(failing("CredentialsProviderError", "Could not load credentials")).rejects.toEqual(
    new AccessError([
      {
        cause: "No AWS credentials were found: Could not load credentials",
        remedy:
          "Set AWS_PROFILE, or sign in with `aws sso login`, as someone who may enter every account of the environment",
      },
    ]),
  );
});

test("any other error names what could not be read", async () => {
  await expect(failing("AccessDenied", "no")).rejects.toThrow(
    "stream orders cannot be read: AccessDenied: no.\nDeploy the stacks first (a table with `existing: true` must be there, and have a stream), and use credentials that may read policies.",
  );
});
