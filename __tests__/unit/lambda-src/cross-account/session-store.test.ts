import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { roleOf } from "../../../../lambda-src/cross-account/cross-account-role";
import { readOptions } from "../../../../lambda-src/cross-account/options";
import { SessionStore } from "../../../../lambda-src/cross-account/session-store";

const sts = mockClient(STSClient);
beforeEach(() => sts.reset());

/** A store and a role in it. */
function world() {
  const store = new SessionStore();
  const role = roleOf(readOptions({ accountId: "111111111111" }, { AWS_REGION: "eu-central-1" }), store);
  return { store, role };
}

const refusal = (name: string) => Object.assign(new Error("no"), { name });
const given = async () => ({
  Credentials: {
    AccessKeyId: "id",
    SecretAccessKey: "key",
    SessionToken: "token",
    Expiration: new Date(Date.now() + 3_600_000),
  },
});

test("a session is held as long as it serves", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).callsFake(given);
  const { store, role } = world();
  // Act
  await role.credentials();
  const held = store.size;
  role.release();
  // Assess
  expect([held, store.size]).toEqual([1, 0]);
});

test.each(["AccessDenied", "Throttling"])(
  "a role that is not given (%s) leaves nothing in memory",
  async (name) => {
    // Prepare
    sts.on(AssumeRoleCommand).rejects(refusal(name));
    const { store, role } = world();
    // Act
    await Promise.allSettled([
      role.credentials(),
      role.credentials(),
      role.run((credentials) => credentials()),
    ]);
    // Assess
    expect(store.size).toBe(0);
  },
);

test("a session whose credentials are refused twice is not held either", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).callsFake(given);
  const { store, role } = world();
  // Act
  const run = role.run(async (credentials) => {
    await credentials();
    throw refusal("ExpiredTokenException");
  });
  // Assess
  await expect(run).rejects.toThrow("no");
  expect([store.size, sts.calls().length]).toEqual([0, 2]);
});

test("letting go of a session does not touch the one that took its place", () => {
  // Prepare
  const store = new SessionStore();
  const request = readOptions({ accountId: "111111111111" }, { AWS_REGION: "eu-central-1" });
  const old = store.sessionOf(request);
  store.release(request);
  const current = store.sessionOf(request);
  // Act
  store.drop(request, old);
  // Assess
  expect(store.sessionOf(request)).toBe(current);
});
