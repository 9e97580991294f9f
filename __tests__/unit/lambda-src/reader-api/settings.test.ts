import { crossAccountRole } from "cross-account";
import { readSettings } from "../../../../lambda-src/reader-api/settings";
import { SettingsError } from "../../../../lambda-src/shared/settings";

const LEAST = {
  SOURCE_ACCOUNT_ID: "111111111111",
  ACCESS_ROLE_NAME: "dynamodb-access-role",
  TABLE_NAME: "access-sample-table",
  AWS_REGION: "us-east-1",
  KEY_ATTRIBUTES: '["deviceId"]',
};
const ROLE = { accountId: "111111111111", roleName: "dynamodb-access-role" };
const DEFAULTS = {
  role: ROLE,
  tableName: "access-sample-table",
  tableRegion: "us-east-1",
  keyAttributes: ["deviceId"],
  maxItems: 10_000,
  maxSegments: 8,
};

describe("readSettings", () => {
  test.each([
    ["the minimum", {}, {}],
    [
      "empty values as not set",
      { EXTERNAL_ID: "", SESSION_DURATION_SECONDS: "", TABLE_REGION: "", MAX_ITEMS: "", MAX_SEGMENTS: "" },
      {},
    ],
    [
      "everything",
      {
        ACCESS_ROLE_NAME: "teams/data/reader",
        EXTERNAL_ID: "a:b/c-1",
        SESSION_DURATION_SECONDS: "900",
        TABLE_REGION: "ap-northeast-1",
        KEY_ATTRIBUTES: '["shop","number"]',
        MAX_ITEMS: "100000",
        MAX_SEGMENTS: "64",
      },
      {
        role: { ...ROLE, roleName: "teams/data/reader", externalId: "a:b/c-1", durationSeconds: 900 },
        tableRegion: "ap-northeast-1",
        keyAttributes: ["shop", "number"],
        maxItems: 100_000,
        maxSegments: 64,
      },
    ],
    [
      "the other limits",
      { SESSION_DURATION_SECONDS: "3600", MAX_ITEMS: "1", MAX_SEGMENTS: "1" },
      { role: { ...ROLE, durationSeconds: 3_600 }, maxItems: 1, maxSegments: 1 },
    ],
  ])("reads %s", (_, variables, expected) => {
    expect(readSettings({ ...LEAST, ...variables })).toEqual({ ...DEFAULTS, ...expected });
  });

  test.each([
    ["SOURCE_ACCOUNT_ID", [""], "must be set."],
    ["ACCESS_ROLE_NAME", [""], "must be set."],
    [
      "TABLE_NAME",
      ["", "ab", "a/b", "arn:aws:dynamodb:us-east-1:111111111111:table/abc", "t".repeat(256)],
      "must be the plain name of a table, 3 to 255 of A-Z a-z 0-9 _.-",
    ],
    ["TABLE_REGION", ["us", "US-EAST-1", "us east"], "must be a region such as us-east-1."],
    [
      "KEY_ATTRIBUTES",
      ["", "deviceId", "[]", "[1]", '[""]', '["a","b","c"]', '["a","a"]', '{"0":"a"}', "null"],
      'must be a JSON array of one or two names, such as ["id"].',
    ],
    ["MAX_ITEMS", ["0", "100001", "1.5", "many"], "must be a whole number from 1 to 100000."],
    ["MAX_SEGMENTS", ["0", "65", " 4"], "must be a whole number from 1 to 64."],
  ])("refuses an invalid %s", (name, values, rule) => {
    for (const value of values) {
      expect(() => readSettings({ ...LEAST, [name]: value })).toThrow(
        new SettingsError(`Fix the function's environment variables: ${name} ${rule}`),
      );
    }
  });

  test.each([
    [
      "SOURCE_ACCOUNT_ID",
      ["11111111111", "1111111111111", "11111111111a"],
      "The account ID is not a string of exactly 12 digits.",
    ],
    [
      "ACCESS_ROLE_NAME",
      ["a b", "/role", "path/", "r".repeat(65)],
      "roleName must be a role's name, with its path but without a leading slash.",
    ],
    [
      "EXTERNAL_ID",
      ["x", "a b", "x".repeat(1_225)],
      "externalId must have 2 to 1224 letters, digits and characters of _+=,.@:/-.",
    ],
    [
      "SESSION_DURATION_SECONDS",
      ["899", "3601", "1h", "-900", "1e3"],
      "durationSeconds must be a whole number from 900 to 3600: a role that assumes another role gets one hour at most.",
    ],
  ])("the layer refuses an invalid %s", (name, values, problem) => {
    for (const value of values) {
      const { role } = readSettings({ ...LEAST, [name]: value });
      expect(() => crossAccountRole({ ...role, region: "us-east-1" })).toThrow(problem);
    }
  });

  test("names every missing variable at once", () => {
    expect(() => readSettings({})).toThrow(
      new SettingsError(
        'Fix the function\'s environment variables: SOURCE_ACCOUNT_ID must be set. ACCESS_ROLE_NAME must be set. TABLE_NAME must be the plain name of a table, 3 to 255 of A-Z a-z 0-9 _.- TABLE_REGION must be a region such as us-east-1. KEY_ATTRIBUTES must be a JSON array of one or two names, such as ["id"].',
      ),
    );
  });
});
