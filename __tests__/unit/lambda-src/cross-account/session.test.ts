import type { SessionCredentials } from "../../../../lambda-src/cross-account/assume-role";
import { AssumeRoleDenied, AssumeRoleFailed } from "../../../../lambda-src/cross-account/errors";
import { Session } from "../../../../lambda-src/cross-account/session";

const ROLE = "arn:aws:iam::123456789012:role/external-role";
const HOUR_MS = 3_600_000;
const MARGIN_MS = 300_000;

/** A clock that tests set, and a role whose credentials last an hour. */
function world() {
  const state = { now: 0, calls: 0, lost: 0, failure: undefined as Error | undefined };
  const assume = async (): Promise<SessionCredentials> => {
    state.calls += 1;
    const call = state.calls;
    await new Promise((resolve) => setImmediate(resolve));
    if (state.failure) throw state.failure;
    return {
      accessKeyId: `key-${call}`,
      secretAccessKey: "secret",
      sessionToken: "token",
      expiration: new Date(state.now + HOUR_MS),
    };
  };
  return {
    state,
    session: new Session(
      assume,
      () => {
        state.lost += 1;
      },
      () => state.now,
    ),
  };
}

const fifty = (session: Session) => Promise.all(Array.from({ length: 50 }, () => session.credentials()));
const keysOf = (all: readonly SessionCredentials[]) => [
  ...new Set(all.map(({ accessKeyId }) => accessKeyId)),
];

test("fifty requests at once share one call, and those after it need none", async () => {
  // Prepare
  const { state, session } = world();
  // Act
  const first = await fifty(session);
  const later = await fifty(session);
  // Assess
  expect([state.calls, keysOf(first), keysOf(later)]).toEqual([1, ["key-1"], ["key-1"]]);
});

test("fifty requests shortly before the end share one renewal", async () => {
  // Prepare
  const { state, session } = world();
  await session.credentials();
  state.now = HOUR_MS - MARGIN_MS - 1;
  const before = await fifty(session);
  state.now = HOUR_MS - MARGIN_MS;
  // Act
  const after = await fifty(session);
  // Assess
  expect([state.calls, keysOf(before), keysOf(after)]).toEqual([2, ["key-1"], ["key-2"]]);
});

test("a failure reaches all who wait, and is not kept", async () => {
  // Prepare
  const { state, session } = world();
  state.failure = new AssumeRoleDenied(ROLE, "no");
  const refused = await Promise.allSettled([session.credentials(), session.credentials()]);
  state.failure = undefined;
  // Act
  const { accessKeyId } = await session.credentials();
  // Assess
  expect(refused.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect([state.calls, accessKeyId, state.lost]).toEqual([2, "key-2", 1]);
});

test("a transient error of STS does not matter while the old credentials are valid, and does afterwards", async () => {
  // Prepare
  const { state, session } = world();
  await session.credentials();
  state.failure = new AssumeRoleFailed(ROLE, "Throttling: Rate exceeded");
  state.now = HOUR_MS - 1;
  // Act
  const old = await session.credentials();
  const lostBefore = state.lost;
  state.now = HOUR_MS;
  const gone = session.credentials();
  // Assess
  expect([old.accessKeyId, lostBefore]).toEqual(["key-1", 0]);
  await expect(gone).rejects.toBe(state.failure);
  expect(state.lost).toBe(1);
});

test("while STS fails, each request of the last five minutes asks it once", async () => {
  // Prepare
  const { state, session } = world();
  await session.credentials();
  state.failure = new AssumeRoleFailed(ROLE, "Throttling: Rate exceeded");
  state.now = HOUR_MS - MARGIN_MS;
  // Act
  const keys = keysOf([await session.credentials(), await session.credentials()]);
  // Assess
  expect([state.calls, keys]).toEqual([3, ["key-1"]]);
});

test("a denial counts at once, although the old credentials are valid", async () => {
  // Prepare
  const { state, session } = world();
  await session.credentials();
  state.failure = new AssumeRoleDenied(ROLE, "no");
  state.now = HOUR_MS - MARGIN_MS;
  // Act
  const refused = session.credentials();
  // Assess
  await expect(refused).rejects.toBe(state.failure);
});
