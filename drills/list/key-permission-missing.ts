import type { Drill } from "../drill";
import { mappingProblem } from "../site/looks";
import { takeFromPolicies } from "../site/remove-role";

/** One permission of many: the role may still read the stream, but not decrypt what it reads. */
export const KEY_PERMISSION_MISSING: Drill = {
  name: "key-permission-missing",
  incident: "The permission to use the table's key is taken out of the policy of the function's role by hand",
  breakIt: (site) => site.acting("consumer", ({ iam }) => takeFromPolicies(iam, "kms:Decrypt")),
  detect: (site) => mappingProblem(site, /not authorized to perform: kms:Decrypt/),
  fixedBy: ["npx cdktf deploy '*'"],
  fix: async (site) => {
    await site.deploy();
  },
};
