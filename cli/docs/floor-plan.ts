import type { FolderImport } from "./imports";

/** A folder and what it holds, as floors.json tells it. */
interface Room {
  readonly folder: string;
  readonly holds: string;
}

/** Folders that all others use: their arrows would hide the rest. */
const GROUND = ["config", "errors"];

/** The floors as a Mermaid picture and a table, for docs/architecture.md. */
export function floorPlan(floors: readonly (readonly Room[])[], imports: readonly FolderImport[]): string {
  return [
    "```mermaid",
    "flowchart TB",
    ...floors.flatMap(floorOf),
    // Invisible links keep the floors in their order.
    ...floors.slice(1).map((_rooms, index) => `  floor${index} ~~~ floor${index + 1}`),
    ...imports.filter(({ to }) => !GROUND.includes(to)).map(({ from, to }) => `  ${from} --> ${to}`),
    "```",
    "",
    "| folder | what it holds | imports from |",
    "|---|---|---|",
    ...floors.flat().map((room) => row(room, imports)),
  ].join("\n");
}

function floorOf(rooms: readonly Room[], index: number): string[] {
  return [
    `  subgraph floor${index}[" "]`,
    "    direction LR",
    ...rooms.map(({ folder }) => `    ${folder}["${label(folder)}"]`),
    "  end",
  ];
}

function row({ folder, holds }: Room, imports: readonly FolderImport[]): string {
  const used = imports.filter(({ from }) => from === folder).map(({ to }) => `\`${label(to)}\``);
  return `| \`${label(folder)}\` | ${holds} | ${used.join(", ") || "nothing of the project"} |`;
}

function label(folder: string): string {
  return folder.endsWith(".ts") ? folder : `${folder}/`;
}
