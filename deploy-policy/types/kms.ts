import { permit } from "../grant";
import { anyKey, KEY_ID } from "../keys";
import { arnOf, setting } from "../subject";
import { tagging } from "../tagging";
import type { Rows } from "./row";

/** Service Authorization Reference, "AWS Key Management Service". */
export const KMS_ROWS: Rows = {
  aws_kms_key: (key) => [
    ...permit(
      { service: "kms", resources: ["*"], because: "CreateKey has no resource: the key does not exist yet" },
      { create: ["CreateKey"] },
    ),
    ...permit(
      { service: "kms", ...anyKey(key) },
      {
        read: ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"],
        create: ["EnableKeyRotation"],
        update: ["PutKeyPolicy", "UpdateKeyDescription"],
        delete: ["ScheduleKeyDeletion"],
      },
    ),
    ...tagging(key, "kms", anyKey(key)),
  ],

  "data.aws_kms_key": (key) =>
    permit({ service: "kms", resources: [setting(key, "key_id")] }, { read: ["DescribeKey"] }),

  aws_kms_alias: (alias) => {
    const arn = arnOf(alias, "kms", setting(alias, "name"));
    const both = { create: ["CreateAlias"], delete: ["DeleteAlias"] };
    return [
      ...permit(
        { service: "kms", resources: ["*"], because: "ListAliases has no resource" },
        { read: ["ListAliases"] },
      ),
      ...permit({ service: "kms", resources: [arn] }, both),
      ...permit(
        {
          service: "kms",
          ...anyKey(alias),
          because: `${KEY_ID}, and the alias and its key are both checked`,
          documented: 'KMS Developer Guide, "Control access to aliases"',
        },
        both,
      ),
    ];
  },
};
