import type { Drill } from "../drill";
import { mappingProblem } from "../site/looks";
import { removePolicies } from "../site/remove-role";

/** The role stays, and may do nothing. */
export const PERMISSION_MISSING: Drill = {
  name: "permission-missing",
  incident: "The policies of the function's role are deleted by hand",
  breakIt: (site) => site.acting("consumer", ({ iam }) => removePolicies(iam)),
  detect: (site) => mappingProblem(site),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
