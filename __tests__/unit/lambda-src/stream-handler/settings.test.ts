import { SettingsError } from "../../../../lambda-src/shared/settings";
import { readSettings } from "../../../../lambda-src/stream-handler/settings";

describe("readSettings", () => {
  test.each([
    ["nothing", {}, { logRecords: false, concurrency: 16 }],
    ["empty values", { LOG_RECORDS: "", RECORD_CONCURRENCY: "" }, { logRecords: false, concurrency: 16 }],
    ["both", { LOG_RECORDS: "true", RECORD_CONCURRENCY: "1" }, { logRecords: true, concurrency: 1 }],
    [
      "the bounds",
      { LOG_RECORDS: "false", RECORD_CONCURRENCY: "1000" },
      { logRecords: false, concurrency: 1000 },
    ],
  ])("reads %s", (_, variables, expected) => {
    expect(readSettings(variables)).toEqual(expected);
  });

  test.each(["0", "1001", "-1", "1.5", "many", "1e2", " 4"])("refuses a concurrency of %j", (value) => {
    expect(() => readSettings({ RECORD_CONCURRENCY: value })).toThrow(
      new SettingsError(
        "Fix the function's environment variables: RECORD_CONCURRENCY must be a whole number from 1 to 1000.",
      ),
    );
  });

  test("names every wrong variable at once", () => {
    expect(() => readSettings({ LOG_RECORDS: "yes", RECORD_CONCURRENCY: "x" })).toThrow(
      new SettingsError(
        "Fix the function's environment variables: LOG_RECORDS must be true or false. RECORD_CONCURRENCY must be a whole number from 1 to 1000.",
      ),
    );
  });
});
