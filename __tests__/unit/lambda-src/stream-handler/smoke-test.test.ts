import { SMOKE_ATTRIBUTE, SMOKE_PREFIX } from "../../../../config/smoke-marker";
import { testTable } from "../../../../lambda-src/stream-handler/testing";
import { runHandler } from "./support/run-handler";

const MARK = `${SMOKE_PREFIX}01234567-89ab-cdef-0123-456789abcdef`;
const LINE = "Smoke test: the item was handled.";
const orders = testTable({ keys: ["id"] });

async function smokeLines(mark: unknown, onChange = async () => {}): Promise<unknown[]> {
  const record = orders.insert({ id: "smoke", [SMOKE_ATTRIBUTE]: mark });
  const { lines } = await runHandler({ Records: [record] }, { onChange });
  return lines.filter(({ message }) => message === LINE).map(({ smokeTest }) => smokeTest);
}

test("the item of a smoke test is logged once it is handled, with its mark", async () => {
  expect(await smokeLines(MARK)).toEqual([MARK]);
});

test("its removal is logged as well", async () => {
  // Act
  const { lines } = await runHandler({ Records: [orders.remove({ id: "smoke", [SMOKE_ATTRIBUTE]: MARK })] });
  // Assess
  expect(lines.filter(({ message }) => message === LINE)).toHaveLength(1);
});

test("an item that was not handled is not logged", async () => {
  expect(
    await smokeLines(MARK, async () => {
      throw new Error("not today");
    }),
  ).toEqual([]);
});

test.each(["secret", `${MARK} secret`, `${SMOKE_PREFIX}secret`, 1, { a: MARK }, true])(
  "an item of another application that has such an attribute is not logged: %p",
  async (mark) => {
    expect(await smokeLines(mark)).toEqual([]);
  },
);
