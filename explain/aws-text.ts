/**
 * How sure AWS's text of a denial is. `recorded`: seen as the result of a mapping. `documented`: the IAM User Guide
 * (Troubleshoot access denied error messages) has it, but no record of a mapping's own text exists.
 */
export type AwsTextSource = "recorded" | "documented";

/** What was recorded: a mapping whose role lost its statement about the stream. */
const RECORDED =
  /not authorized to perform: dynamodb:DescribeStream on resource: \S+ because no identity-based policy allows/;

/** How sure a text is. */
export function awsTextSource(text: string): AwsTextSource {
  return RECORDED.test(text) ? "recorded" : "documented";
}
