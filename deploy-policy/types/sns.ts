import { permit } from "../grant";
import { arnOf, setting } from "../subject";
import { tagging } from "../tagging";
import type { Rows } from "./row";

/** Service Authorization Reference, "Amazon SNS". */
export const SNS_ROWS: Rows = {
  aws_sns_topic: (topic) => {
    const target = { resources: [arnOf(topic, "sns", setting(topic, "name"))] };
    return [
      ...permit(
        { service: "sns", ...target },
        {
          read: ["GetTopicAttributes", "ListTagsForResource"],
          create: ["CreateTopic", "SetTopicAttributes"],
          update: ["SetTopicAttributes"],
          delete: ["DeleteTopic"],
        },
      ),
      ...tagging(topic, "sns", target),
    ];
  },
};
