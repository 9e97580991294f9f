import { createHash } from "node:crypto";
import type { Review } from "../review";
import { RULES } from "../rules";
import { type Finding, placeText, type Severity } from "../rules/rule";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** What GitHub sorts by, from 0 to 10. */
const SCORES: Readonly<Record<Severity, string>> = { high: "8.0", medium: "5.5", low: "3.0", info: "1.0" };

/**
 * The findings as SARIF 2.1.0, for code scanning. They point to the environment file, which is what people edit.
 * @param environmentFile relative to the repository, with slashes
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function reviewSarif({ findings }: Review, environmentFile: string): string {
  const driver = {
    name: "plan-review",
    rules: RULES.map(({ id, finds, consequence, remedy, severity }) => ({
      id,
      shortDescription: { text: `Finds ${finds}.` },
      help: { text: `${consequence} ${remedy}` },
      defaultConfiguration: { level: LEVELS[severity] },
      properties: { "security-severity": SCORES[severity] },
    })),
  };
  const results = findings.map((finding) => resultOf(finding, environmentFile));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding, uri: string) {
  const { rule, severity, cause, consequence, remedy } = finding;
  const place = placeText(finding);
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: `${place}: ${cause}. ${consequence} ${remedy}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: place }],
      },
    ],
    partialFingerprints: {
      "planReview/v1": createHash("sha256").update(`${rule} ${place} ${cause}`).digest("hex"),
    },
  };
}
