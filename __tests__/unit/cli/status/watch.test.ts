import { watch } from "../../../../cli/status/watch";

/** Draws these texts, one after the other, and then ends. */
async function drawn(texts: readonly string[], isTTY: boolean): Promise<string[]> {
  const written: string[] = [];
  const controller = new AbortController();
  const left = [...texts];
  const draw = async () => {
    const text = left.shift();
    if (text === undefined) controller.abort();
    return text ?? "";
  };
  const screen = {
    isTTY,
    write: (text: string) => written.push(text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, "TIME")),
  };
  await watch(draw, 0.001, screen, controller.signal);
  return written;
}

test("a terminal is cleared and drawn again", async () => {
  // Act
  const written = await drawn(["one", "one"], true);

  // Assess
  const screen = "\u001b[2J\u001b[3J\u001b[Hone\n\nTIME, every 0.001 s. Ctrl-C ends it.\n";
  expect(written).toEqual([screen, screen]);
});

test("what is no terminal gets a block for each change", async () => {
  expect(await drawn(["one", "one", "two"], false)).toEqual(["TIME\none\n\n", "TIME\ntwo\n\n"]);
});

test("a signal ends the pause", async () => {
  // Prepare
  const controller = new AbortController();
  const screen = { isTTY: false, write: () => controller.abort() };

  // Act
  const ended = watch(async () => "one", 3_600, screen, controller.signal);

  // Assess
  await expect(ended).resolves.toBeUndefined();
});
