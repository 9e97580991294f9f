import { linesOfRequest } from "../../../failures/lines-of-request";

const line = (message: string, stream = "a") => ({ stream, message });

test("everything between START and REPORT of a request is its own, whether it names the request or not", () => {
  // Prepare
  const lines = [
    line("REPORT RequestId: one Duration: 1 ms"),
    line("START RequestId: two Version: $LATEST"),
    line("of another process", "b"),
    line("plain"),
    line('{"requestId":"two"}'),
    line("END RequestId: two"),
    line("REPORT RequestId: two Duration: 1 ms"),
    line("START RequestId: three Version: $LATEST"),
    line("of three"),
  ];
  // Assess
  expect(linesOfRequest(lines, "two")).toEqual([
    "START RequestId: two Version: $LATEST",
    "plain",
    '{"requestId":"two"}',
    "END RequestId: two",
    "REPORT RequestId: two Duration: 1 ms",
  ]);
});

test("a request whose process was killed has the lines up to the next one", () => {
  // Prepare
  const lines = [line("START RequestId: one"), line("x"), line("START RequestId: two"), line("y")];
  // Assess
  expect(linesOfRequest(lines, "one")).toEqual(["START RequestId: one", "x"]);
  expect(linesOfRequest(lines, "two")).toEqual(["START RequestId: two", "y"]);
});

test("without the platform's lines, those that name the request count", () => {
  const lines = [line('{"requestId":"one"}'), line("other"), line('{"requestId":"two"}')];
  expect(linesOfRequest(lines, "two")).toEqual(['{"requestId":"two"}']);
  expect(linesOfRequest(lines, "three")).toEqual([]);
});
