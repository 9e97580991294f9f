import { BadRequestError } from "../../../../lambda-src/reader-api/bad-request-error";
import { writeToken } from "../../../../lambda-src/reader-api/next-token";
import { type Parameters, readQuery } from "../../../../lambda-src/reader-api/query";

const BOUNDS = { keyAttributes: ["deviceId"], maxItems: 500, maxSegments: 4 };
const NO_TOKEN = "nextToken was not issued by this API for this table. Start again without it.";

const read = (parameters: Parameters) => readQuery(parameters, BOUNDS);
const tokenOf = (segments: number) => writeToken(Array(segments).fill("start"), BOUNDS.keyAttributes);

describe("readQuery", () => {
  test("asks for everything in one segment by default", () => {
    expect(read({})).toEqual({ pageSize: 500, positions: ["start"] });
  });

  test("reads every parameter", () => {
    expect(read({ pageSize: "7", segments: "3", projection: "name,deviceId" })).toEqual({
      pageSize: 7,
      positions: ["start", "start", "start"],
      projection: {
        expression: "#n0,#n1",
        names: { "#n0": "name", "#n1": "deviceId" },
        hidden: new Set(),
      },
    });
  });

  test.each([
    ["pageSize", "1", "500"],
    ["segments", "1", "4"],
  ])("takes the bounds of %s", (name, ...values) => {
    for (const value of values) expect(() => read({ [name]: value })).not.toThrow();
  });

  test.each([
    ["pageSize", 500, ["0", "501", "", "-1", "1.5", "1e2", " 1", "many", "1,2", "9".repeat(30)]],
    ["segments", 4, ["0", "5", "", "-1", "2.0", "two", "1,1"]],
  ])("refuses other values of %s", (name, max, values) => {
    for (const value of values) {
      expect(() => read({ [name]: value })).toThrow(
        new BadRequestError([`${name} must be a whole number from 1 to ${max}.`]),
      );
    }
  });

  test("takes the positions from nextToken, and segments beside it if it is the same", () => {
    // Prepare
    const positions = [{ deviceId: { S: "d1" } }, "end", "start"] as const;
    const nextToken = writeToken(positions, BOUNDS.keyAttributes);
    // Assess
    expect(read({ nextToken })).toEqual({ pageSize: 500, positions });
    expect(read({ nextToken, segments: "3" })).toEqual({ pageSize: 500, positions });
  });

  test("refuses another number of segments beside nextToken", () => {
    expect(() => read({ nextToken: tokenOf(3), segments: "2" })).toThrow(
      new BadRequestError(["segments must be 3, as in the request that returned nextToken, or be left out."]),
    );
  });

  test("refuses a token of more segments than there may be", () => {
    expect(() => read({ nextToken: tokenOf(4) })).not.toThrow();
    expect(() => read({ nextToken: tokenOf(5) })).toThrow(new BadRequestError([NO_TOKEN]));
  });

  test("names unknown parameters, and those there are", () => {
    expect(() => read({ limit: "5", PageSize: "1" })).toThrow(
      new BadRequestError([
        '"limit", "PageSize": unknown parameter. The parameters are pageSize, segments, projection, nextToken.',
      ]),
    );
  });

  test("names all problems at once", () => {
    expect(() =>
      read({ limit: "5", pageSize: "0", segments: "99", nextToken: "x", projection: "a,a,[0]" }),
    ).toThrow(
      new BadRequestError([
        '"limit": unknown parameter. The parameters are pageSize, segments, projection, nextToken.',
        "pageSize must be a whole number from 1 to 500.",
        "segments must be a whole number from 1 to 4.",
        NO_TOKEN,
        'projection "[0]" is not a path such as name, address.city or tags[0].',
      ]),
    );
  });
});
