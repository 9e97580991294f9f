import { readFileSync } from "node:fs";
import { join } from "node:path";
import { queriesMarkdown } from "../../alarms/queries/documentation";
import { assumptionsMarkdown } from "../../assumptions/documentation";
import { PROJECT_ROOT } from "../../config/paths";
import { generatedFiles } from "../../config/reference/generated-files";
import floors from "../../floors.json";
import { guardsMarkdown } from "../../guards/documentation";
import { rulesMarkdown } from "../../review/documentation";
import { betweenMarkers } from "./between-markers";
import { exampleDashboard } from "./dashboard/example";
import { dashboardPicture } from "./dashboard/picture";
import { floorPlan } from "./floor-plan";
import { folderImports } from "./imports";
import { usageExample } from "./usage-example";

/** A file and what it must say. */
export interface GeneratedDocument {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
}

/** Everything that is written from code: the JSON Schema, the reference of settings, the guards, the rules of reviews, the assumptions, the queries to logs, the floors. */
export function generatedDocuments(): GeneratedDocument[] {
  const architecture = join(PROJECT_ROOT, "docs/architecture.md");
  const planReview = join(PROJECT_ROOT, "docs/plan-review.md");
  const assumptions = join(PROJECT_ROOT, "docs/assumptions.md");
  const dashboard = join(PROJECT_ROOT, "docs/dashboard.md");
  const plan = floorPlan(floors, folderImports());
  return [
    ...generatedFiles(),
    { file: join(PROJECT_ROOT, "docs/guards.md"), text: guardsMarkdown() },
    { file: planReview, text: betweenMarkers(readFileSync(planReview, "utf8"), rulesMarkdown()) },
    { file: assumptions, text: betweenMarkers(readFileSync(assumptions, "utf8"), assumptionsMarkdown()) },
    { file: join(PROJECT_ROOT, "docs/images/dashboard.svg"), text: dashboardPicture(exampleDashboard()) },
    { file: join(PROJECT_ROOT, "docs/images/usage.svg"), text: usageExample() },
    { file: dashboard, text: betweenMarkers(readFileSync(dashboard, "utf8"), queriesMarkdown()) },
    { file: architecture, text: betweenMarkers(readFileSync(architecture, "utf8"), plan) },
  ];
}
