import type { Drill } from "../drill";
import { mappingProblem } from "../site/looks";

/** Code that was never tried. */
export const BROKEN_RELEASE: Drill = {
  name: "broken-release",
  incident: "A release of the function fails on everything",
  breakIt: (site) => site.changeTo({ function: { entry: "drills/function/broken.ts" } }),
  detect: (site) => mappingProblem(site),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.changeTo();
  },
};
