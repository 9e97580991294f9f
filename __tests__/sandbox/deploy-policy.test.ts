import { join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DRIFT_ROWS } from "../../deploy-policy/drift";
import { holdersOf } from "../../deploy-policy/holders";
import { stateFolder } from "../../sandbox/state-folder";
import type { Stack } from "../../synthesized/stack";
import { APPLY_TIMEOUT_MS } from "./support/apply-timeout";
import {
  changedEnvironment,
  editCode,
  editStack,
  firstEnvironment,
  secondEnvironment,
} from "./support/deploy-role/changes";
import { grown } from "./support/deploy-role/growing";
import { notMissed } from "./support/deploy-role/leaving-out";
import { Rehearsal, STATE_ACCOUNT, STATE_BUCKET } from "./support/deploy-role/rehearsal";
import { APPLY, DESTROY, PLAN, printed, refused, succeed } from "./support/deploy-role/runs";
import { decisionsOn, type Unit, unitsOf } from "./support/deploy-role/units";

/*
 * One deployment from its beginning to its end; each test goes on where the one before it stopped. Terraform runs with
 * exactly the policies that the command prints, or without one of their permissions.
 */

/** Other test files run at the same time. */
const CONSUMER_ACCOUNT = "210987654321";
const FAILURE_BUCKET = "example-org-order-events-failures";

let rehearsal: Rehearsal;
/** As first deployed, as changed, and as deployed a second time. */
let first: Stack[];
let changed: Stack[];
let second: Stack[];
/** The units to create, update and delete that Terraform was found to miss. */
const missed = new Set<string>();
/** Waits a minute for S3 lifecycle rules, so it runs beside the tests of the source. */
let consumerDeployed: Promise<unknown>;

beforeAll(async () => {
  rehearsal = await Rehearsal.start({
    folder: join(stateFolder(), "deploy-policy"),
    environment: "example-reaching",
  });
  first = rehearsal.synthesize(firstEnvironment);
}, APPLY_TIMEOUT_MS);
afterAll(() => rehearsal.stop());

/** Everything of these stacks that the emulator can check. */
function units(stacks: readonly Stack[]): Unit[] {
  return unitsOf(holdersOf(stacks, stacks));
}

/** What the resources of one stack need. */
function unitsFor(stack: string, stacks: readonly Stack[]): Unit[] {
  return units(stacks).filter(({ place }) => place?.startsWith(`${stack} `));
}

/** What they need besides reading. */
function writesOf(stack: string, stacks: readonly Stack[]): Unit[] {
  return unitsFor(stack, stacks).filter(({ steps }) => !steps.includes("read"));
}

/** Nothing else changes what is there; the lock has a test of its own. */
const QUICKLY = ["-refresh=false", "-lock=false"];
/** The provider notes an update as done that was refused, until the next refresh. */
const REFRESHED = ["-lock=false"];

/** Runs Terraform without any right to create, update or delete, and gives it each that it fails without. */
async function growInto(
  stack: string,
  variants: readonly (readonly Stack[])[],
  args: readonly string[],
): Promise<void> {
  const units = new Map(variants.flatMap((stacks) => writesOf(stack, stacks)).map((unit) => [unit.id, unit]));
  const run = () => rehearsal.terraform(stack, ...args);
  const result = await grown({ rehearsal, variants, units: [...units.values()], run });
  expect(result.stuck).toBeUndefined();
  for (const id of result.missed) missed.add(id);
}

/**
 * The provider reads a bucket in many calls, one after another; a few of them stand for all. Without ListBucket the plan
 * does not fail: it takes the bucket for gone, and would create it again.
 */
const FURTHER_BUCKET_READS =
  /:Get(Accelerate|Replication|BucketCORS|BucketLogging|BucketObjectLock|BucketRequestPayment|BucketWebsite|BucketVersioning|Encryption)|:ListBucket$/;

/** It would have its turn only after its key, and needs what the other table needs. */
const ENCRYPTED_TABLE = "source aws_dynamodb_table.table";

function readsOf(stack: string): Unit[] {
  const reads = unitsFor(stack, first).filter(({ steps }) => steps.includes("read"));
  return reads.filter(({ action, place }) => !FURTHER_BUCKET_READS.test(action) && place !== ENCRYPTED_TABLE);
}

/** The calls that were refused to a stack's role since then. */
function refusedTo(stack: string, since: number) {
  return refused(rehearsal, since, (principal) => principal.endsWith(`/terraform-${stack}`));
}

test(
  "the source is deployed with exactly what the command prints",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(first));
    const since = rehearsal.decisions().length;
    // Act
    await succeed(rehearsal, "source", "init", "-input=false");
    await succeed(rehearsal, "source", ...APPLY);
    // Assess
    expect(refusedTo("source", since)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a plan fails without any single right to assume a role, or to read and lock the state",
  async () => {
    // Prepare
    const source = first.filter(({ name }) => name === "source");
    // Terraform's documentation asks for ListBucket: with it, AWS answers 404 where there is no state yet, not 403.
    const left = unitsOf(holdersOf(source, first)).filter(
      ({ place, steps, action }) =>
        place === undefined && steps.includes("read") && action !== "s3:ListBucket",
    );
    // Act
    const run = async () => {
      await releaseLock();
      return rehearsal.terraform("source", ...PLAN);
    };
    const tolerated = await notMissed({ rehearsal, stacks: first, units: left, run });
    await releaseLock();
    // Assess
    expect(left).toHaveLength(6);
    expect(tolerated).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "no state is written without the right to",
  async () => {
    // Prepare
    const source = first.filter(({ name }) => name === "source");
    const left = unitsOf(holdersOf(source, first)).filter(
      ({ place, steps }) => place === undefined && !steps.includes("read"),
    );
    // Act
    const run = () =>
      rehearsal.terraform("source", "taint", "-lock=false", "aws_dynamodb_resource_policy.stream_policy");
    const tolerated = await notMissed({ rehearsal, stacks: first, units: left, run });
    // Assess
    expect(left.map(({ action }) => action)).toEqual(["s3:PutObject"]);
    expect(tolerated).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

/** Without the right to delete it, Terraform leaves its lock behind. */
async function releaseLock(): Promise<void> {
  const s3 = rehearsal.s3(STATE_ACCOUNT);
  await s3.send(new DeleteObjectCommand({ Bucket: STATE_BUCKET, Key: "streams/source.tfstate.tflock" }));
  s3.destroy();
}

test(
  "a plan of the source fails without any single permission to read",
  async () => {
    // Prepare
    consumerDeployed = succeed(rehearsal, "consumer", "init", "-input=false").then(() =>
      succeed(rehearsal, "consumer", ...APPLY),
    );
    consumerDeployed.catch(() => "the next test says so");
    const left = readsOf("source");
    // Act
    const run = () => rehearsal.terraform("source", ...PLAN, "-lock=false");
    const tolerated = await notMissed({ rehearsal, stacks: first, units: left, run });
    // Assess
    expect(tolerated).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "the consumer is deployed with exactly what the command prints",
  async () => {
    // Act
    await consumerDeployed;
    // Assess
    expect(refusedTo("consumer", 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a plan of the consumer fails without any single permission to read",
  async () => {
    // Prepare
    const left = readsOf("consumer");
    // Act
    const run = () => rehearsal.terraform("consumer", ...PLAN, "-lock=false");
    const tolerated = await notMissed({ rehearsal, stacks: first, units: left, run });
    // Assess
    expect(tolerated).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "both are planned with what --plan-only prints, and every permission of it is used",
  async () => {
    // Prepare
    const since = rehearsal.decisions().length;
    await rehearsal.identities.give(printed(first, "plan"));
    // Act
    await Promise.all([succeed(rehearsal, "source", ...PLAN), succeed(rehearsal, "consumer", ...PLAN)]);
    // Assess
    const decisions = rehearsal.decisions().slice(since);
    expect(decisions.filter(({ allowed }) => !allowed)).toEqual([]);
    const reads = units(first).filter(({ steps }) => steps.includes("read"));
    expect(reads.filter((unit) => decisionsOn(unit, decisions).length === 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

/** What drift reads only of things that somebody made by hand: versions, a stream, an inline policy. */
const READ_IF_MADE_BY_HAND = [
  /lambda:GetPolicy on \S+:function:[\w-]+:\*$/,
  /dynamodb:GetResourcePolicy on \S+:table\/Devices\/stream\/\*$/,
  /iam:GetRolePolicy on \S+:role\/external-role$/,
];

test(
  "drift is looked for with exactly what --drift prints: nothing stays unread, and every permission is used",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(first, "drift"));
    const since = rehearsal.decisions().length;
    // Act
    const { findings, unread } = await rehearsal.drift(firstEnvironment);
    // Assess
    expect({ findings, unread }).toEqual({ findings: [], unread: [] });
    const decisions = rehearsal.decisions().slice(since);
    expect(decisions.filter(({ allowed }) => !allowed)).toEqual([]);
    const reads = unitsOf(holdersOf(first, first, DRIFT_ROWS)).filter(
      ({ id }) => !READ_IF_MADE_BY_HAND.some((pattern) => pattern.test(id)),
    );
    expect(reads.length).toBeGreaterThan(50);
    expect(reads.filter((unit) => decisionsOn(unit, decisions).length === 0)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "a change: each permission that Terraform fails without, given one failure at a time, is enough",
  async () => {
    // Prepare
    changed = rehearsal.synthesize(changedEnvironment);
    for (const stack of ["source", "consumer"]) editStack(rehearsal.stackFolder(stack), stack);
    await rehearsal.identities.give(printed(changed));
    // Act
    await Promise.all([
      growInto("source", [first, changed], [...APPLY, ...REFRESHED]),
      growInto("consumer", [first, changed], [...APPLY, ...REFRESHED]),
    ]);
    // The provider takes the code that it was refused to change for changed, and no refresh corrects that.
    editCode(rehearsal.stackFolder("consumer"));
    await growInto("consumer", [changed], [...APPLY, ...REFRESHED]);
    // Assess
    expect([...missed].filter((id) => id.includes("lambda:UpdateFunctionCode"))).toHaveLength(3);
  },
  2 * APPLY_TIMEOUT_MS,
);

test(
  "destruction: each permission that Terraform fails without, given one failure at a time, is enough",
  async () => {
    // Prepare
    const s3 = rehearsal.s3(CONSUMER_ACCOUNT);
    for (const Key of ["a", "b"]) {
      await s3.send(new PutObjectCommand({ Bucket: FAILURE_BUCKET, Key, Body: "batch" }));
    }
    s3.destroy();
    // Act
    await growInto("consumer", [changed], [...DESTROY, ...QUICKLY]);
    await growInto("source", [changed], [...DESTROY, ...QUICKLY]);
    // Assess
    for (const stack of ["consumer", "source"]) {
      expect((await rehearsal.terraform(stack, "state", "list")).output).toBe("");
    }
  },
  2 * APPLY_TIMEOUT_MS,
);

test(
  "deployment: each permission that Terraform fails without, given one failure at a time, is enough",
  async () => {
    // Prepare
    second = rehearsal.synthesize(secondEnvironment);
    await rehearsal.identities.give(printed(second));
    // Act
    await growInto("source", [second], [...APPLY, ...QUICKLY]);
    await growInto("consumer", [second], [...APPLY, ...QUICKLY]);
    // Assess
    for (const stack of ["source", "consumer"]) {
      expect((await rehearsal.terraform(stack, "state", "list")).output).toContain("aws_iam_role.");
    }
  },
  2 * APPLY_TIMEOUT_MS,
);

test("there is no right to create, update or delete that Terraform did not miss", () => {
  // Prepare
  const writes = [first, changed, second].flatMap((stacks) =>
    ["source", "consumer"].flatMap((stack) => writesOf(stack, stacks)),
  );
  // Act
  const tolerated = new Set(writes.map(({ id }) => id).filter((id) => !missed.has(id)));
  // Assess
  expect([...tolerated]).toEqual([]);
});

test(
  "everything is destroyed with exactly what the command prints, and every permission was asked for",
  async () => {
    // Prepare
    await rehearsal.identities.give(printed(second));
    const since = rehearsal.decisions().length;
    // Act
    await succeed(rehearsal, "consumer", ...DESTROY);
    await succeed(rehearsal, "source", ...DESTROY);
    // Assess
    const decisions = rehearsal.decisions();
    expect(decisions.slice(since).filter(({ allowed }) => !allowed)).toEqual([]);
    const needless = [...units(first), ...units(changed)].filter(
      (unit) => decisionsOn(unit, decisions).length === 0,
    );
    expect(needless.map(({ id }) => id)).toEqual([]);
  },
  APPLY_TIMEOUT_MS,
);
