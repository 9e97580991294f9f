import type { Drill } from "../drill";
import { mappingProblem } from "../site/looks";

/** A dependency of the function is down, say, and comes back. */
export const CRASHING_FUNCTION: Drill = {
  name: "crashing-function",
  incident: "The function crashes for a while",
  breakIt: async (site) => site.order({ crashes: true }),
  detect: (site) => mappingProblem(site),
  fixedBy: ["nothing: Lambda retries"],
  fix: async (site) => {
    site.order({});
  },
};
