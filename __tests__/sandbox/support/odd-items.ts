import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item, and the JSON text that the reader API must give for it. */
export interface OddItem {
  readonly id: string;
  readonly item: Record<string, AttributeValue>;
  readonly json: string;
}

/** Kinds of attributes, each with its text; made by hand, so that no code of ours is its own judge. */
const KINDS: readonly ((n: number) => readonly [attributes: Record<string, AttributeValue>, json: string])[] =
  [
    (n) => [
      { name: { S: `Fooooooo ${n} "ä" \\ \n` } },
      `"name":${JSON.stringify(`Fooooooo ${n} "ä" \\ \n`)}`,
    ],
    (n) => [{ reading: { N: `1234567890123456${n % 10}` } }, `"reading":1234567890123456${n % 10}`],
    (n) => [
      { exact: { N: `0.1234567890123456789012345678901234${n % 10}1` } },
      `"exact":0.1234567890123456789012345678901234${n % 10}1`,
    ],
    () => [{ raw: { B: Uint8Array.of(0, 255, 128, 1) } }, '"raw":"AP+AAQ=="'],
    (n) => [{ tags: { SS: ["indoor", `t${n}`] } }, `"tags":["indoor","t${n}"]`],
    (n) => [{ levels: { NS: [`${n}`] } }, `"levels":[${n}]`],
    () => [{ blobs: { BS: [Uint8Array.of(1, 2)] } }, '"blobs":["AQI="]'],
    (n) => [
      {
        place: {
          M: {
            floor: { N: "2" },
            rooms: { L: [{ M: { id: { S: `r${n}` } } }, { NULL: true }, { BOOL: false }] },
          },
        },
      },
      `"place":{"floor":2,"rooms":[{"id":"r${n}"},null,false]}`,
    ],
  ];

/** Items of all kinds in turn; the same for the same number. */
export function oddItems(count: number): OddItem[] {
  return Array.from({ length: count }, (_, n) => {
    const id = `d${String(n).padStart(5, "0")}`;
    const kind = KINDS[n % KINDS.length];
    if (!kind) throw new Error("there are no kinds");
    const [attributes, json] = kind(n);
    return { id, item: { deviceId: { S: id }, ...attributes }, json: `{"deviceId":"${id}",${json}}` };
  });
}

/** A string, a sign of JSON's structure, or anything between. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},]|[^"[\]{},]+/g;

/** The texts of the elements of a JSON array without white space, exactly as they stand in it. */
export function elementsOf(array: string): string[] {
  const texts: string[] = [];
  let depth = 0;
  let text = "";
  for (const [token] of array.slice(1, -1).matchAll(TOKEN)) {
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    if (depth > 0 || token !== ",") {
      text += token;
      continue;
    }
    texts.push(text);
    text = "";
  }
  return text === "" ? texts : [...texts, text];
}
