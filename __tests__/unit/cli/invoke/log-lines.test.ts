import fc from "fast-check";
import { LogLines } from "../../../../cli/invoke/log-lines";

function linesOf(pieces: readonly string[]): string[] {
  const lines: string[] = [];
  const splitter = new LogLines((line) => lines.push(line));
  for (const piece of pieces) splitter.add(piece);
  splitter.end();
  return lines;
}

test("however a text is cut into pieces, its lines are the same", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "\n", "\u2028", "\r") });
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      // Prepare
      const text = pieces.join("");
      const expected = text === "" ? [] : text.replace(/\n$/, "").split("\n");

      // Act
      const lines = linesOf(pieces);

      // Assess
      expect(lines).toEqual(expected);
    }),
  );
});
