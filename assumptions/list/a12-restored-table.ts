import type { Assumption } from "../assumption";

/** Whether a deployment repairs what a restored table lacks. */
export const A12: Assumption = {
  id: "A12",
  assumed:
    "A deployment after a table was restored under the same name turns the stream on, puts the policy back and makes new mappings, without help",
  matters:
    "The runbook's advice for it; in one report the provider stopped at the policy that was gone, and `terraform state rm` of it helped",
  byHand: "Back up, delete, restore, `npx cdktf deploy '*'`",
  trial:
    "restoring a table takes minutes to hours, and a backup belongs to no stack, so it would be left behind if the trial ended half-way",
};
