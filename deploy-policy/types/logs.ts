import { permit } from "../grant";
import { arnOf, setting } from "../subject";
import { tagging } from "../tagging";
import type { Rows } from "./row";

/** Service Authorization Reference, "Amazon CloudWatch Logs". */
export const LOGS_ROWS: Rows = {
  aws_cloudwatch_log_group: (group) => {
    const arn = arnOf(group, "logs", `log-group:${setting(group, "name")}`);
    // Tags are checked on the group's ARN; older actions on the ARN with `:*` or `:log-stream:` at its end.
    const resources = [arn, `${arn}:*`];
    return [
      ...permit(
        { service: "logs", resources: ["*"], because: "DescribeLogGroups searches all groups" },
        { read: ["DescribeLogGroups"] },
      ),
      ...permit(
        { service: "logs", resources },
        {
          read: ["ListTagsForResource"],
          create: ["CreateLogGroup", "PutRetentionPolicy"],
          update: ["PutRetentionPolicy"],
          delete: ["DeleteLogGroup"],
        },
      ),
      ...tagging(group, "logs", { resources }),
    ];
  },

  aws_cloudwatch_query_definition: () =>
    permit(
      { service: "logs", resources: ["*"], because: "query definitions have no ARNs" },
      {
        read: ["DescribeQueryDefinitions"],
        create: ["PutQueryDefinition"],
        update: ["PutQueryDefinition"],
        delete: ["DeleteQueryDefinition"],
      },
    ),
};
