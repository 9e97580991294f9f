import type { Drill } from "../drill";
import { mappingProblem } from "../site/looks";
import { removeRole } from "../site/remove-role";

/** The stream's policy names the role by its ARN, so the new role is let in as the old one was. */
export const ROLE_DELETED: Drill = {
  name: "role-deleted",
  incident: "The function's role is deleted by hand, and created again",
  breakIt: (site) => site.acting("consumer", ({ iam }) => removeRole(iam)),
  detect: (site) => mappingProblem(site),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
