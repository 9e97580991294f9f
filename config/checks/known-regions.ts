import { type Draft, entriesOf } from "../draft";
import { KNOWN_REGIONS } from "../known-regions";
import { type Path, type Problem, warning } from "../problem";
import { nearest } from "../suggest";

/** A region that AWS did not have when this was written is new, or mistyped. */
export function checkKnownRegions(draft: Draft): Problem[] {
  const { backend } = draft;
  return [
    ...unknown(["region"], draft.region),
    ...entriesOf(draft.sources).flatMap(([key, { region }]) => unknown(["sources", key, "region"], region)),
    ...entriesOf(draft.consumers).flatMap(([key, { region }]) =>
      unknown(["consumers", key, "region"], region),
    ),
    ...(backend?.type === "s3" ? unknown(["backend", "region"], backend.region) : []),
  ];
}

function unknown(path: Path, region: string | undefined): Problem[] {
  if (region === undefined || KNOWN_REGIONS.includes(region)) return [];
  const guess = nearest(region, KNOWN_REGIONS);
  const question = guess === undefined ? "" : `Did you mean ${guess}? `;
  return [
    warning(
      path,
      `"${region}" is none of the regions known here`,
      `${question}Leave it as it is if AWS has opened it since`,
    ),
  ];
}
