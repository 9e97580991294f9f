import type { Drill } from "../drill";
import { deleteMapping, driftAt } from "../site/looks";

/** A new mapping reads everything of the last 24 hours again. */
export const POSITION_LOST: Drill = {
  name: "position-lost",
  incident: "The mapping is deleted by hand, and its position in the stream with it",
  breakIt: deleteMapping,
  detect: (site) => driftAt(site, /aws_lambda_event_source_mapping/),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
