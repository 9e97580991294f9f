import { describeRule } from "../support/describe-rule";
import { STREAM_PLACE, STREAM_POLICY } from "../support/places";

const STREAM_ARN = "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes/stream/2026-01-01T00:00:00.000";

describeRule("stream-policy-resource", [
  {
    what: "a stream policy about another resource",
    breaking: [
      {
        ...STREAM_POLICY,
        replace: [
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a Terraform expression
          '"Resource":"${aws_dynamodb_table.table.stream_arn}"',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a Terraform expression
          '"Resource":"${aws_dynamodb_table.table.arn}"',
        ],
      },
    ],
    lines: [
      `${STREAM_PLACE}: [stream-policy-resource] statement HandlerReads is about arn:aws:dynamodb:eu-central-1:111111111111:table/Changes, the policy is attached to ${STREAM_ARN}. Give the ARN of the policy's own stream as \`Resource\`.`,
    ],
  },
]);
