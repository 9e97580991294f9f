import { progress } from "../../../cli/support/progress";

function streamOf(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stream: { isTTY, write } as unknown as NodeJS.WriteStream };
}

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

test("on a terminal a bar is drawn again, and gone at the end", () => {
  // Prepare
  const { written, stream } = streamOf(true);
  const display = progress(4, "records", stream);
  // Act
  jest.advanceTimersByTime(100);
  display.add(1);
  display.add(1);
  display.line("batch a");
  display.end();
  // Assess
  const clear = "\r\u001b[K";
  expect(written).toEqual([
    `${clear}[${"-".repeat(30)}] 0 of 4 records`,
    `${clear}[${"#".repeat(8)}${"-".repeat(22)}] 1 of 4 records`,
    clear,
    "batch a\n",
    `${clear}[${"#".repeat(15)}${"-".repeat(15)}] 2 of 4 records`,
    clear,
  ]);
});

test("elsewhere there is a line every five seconds", () => {
  // Prepare
  const { written, stream } = streamOf(false);
  const display = progress(undefined, "items", stream);
  // Act
  display.add(1);
  jest.advanceTimersByTime(5_000);
  display.add(1);
  display.add(1);
  display.end();
  // Assess
  expect(written).toEqual(["2 items\n"]);
});
