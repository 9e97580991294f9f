import { describeRule } from "../support/describe-rule";
import { ROLE_PLACE, ROLE_POLICY, STREAM_PLACE, STREAM_POLICY } from "../support/places";

describeRule("stream-read-actions", [
  {
    what: "one of the three actions missing in the stream's policy",
    breaking: [{ ...STREAM_POLICY, replace: ['"dynamodb:GetRecords",', ""] }],
    lines: [
      `${STREAM_PLACE}: [stream-read-actions] statement HandlerReads reads a stream without dynamodb:GetRecords. Allow all three: DescribeStream, GetRecords and GetShardIterator.`,
    ],
  },
  {
    what: "one of the three actions missing in the role's policy",
    breaking: [{ ...ROLE_POLICY, replace: ['"dynamodb:DescribeStream",', ""] }],
    lines: [
      `${ROLE_PLACE}: [stream-read-actions] statement ReadStreams reads a stream without dynamodb:DescribeStream. Allow all three: DescribeStream, GetRecords and GetShardIterator.`,
    ],
  },
]);
