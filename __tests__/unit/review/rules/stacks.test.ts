import { describeFindings } from "../describe-findings";
import { pipeline } from "../pipeline";

const AWS = "registry.terraform.io/hashicorp/aws";
const [SOURCE, CONSUMER] = pipeline();
const DRIFT = {
  address: "aws_dynamodb_table.old",
  mode: "managed" as const,
  type: "aws_dynamodb_table",
  name: "old",
  change: {
    actions: ["delete" as const],
    before: { arn: "arn:aws:dynamodb:eu-west-1:111111111111:table/Old" },
  },
};

function withProviders(source: string, consumer: string) {
  return pipeline(
    {},
    {},
    { source: { providers: { [AWS]: source } }, consumer: { providers: { [AWS]: consumer } } },
  );
}

describeFindings("stacks", [
  {
    what: "the same provider everywhere",
    stacks: withProviders("5.100.0", "5.100.0"),
    previous: withProviders("5.100.0", "5.100.0"),
    found: [],
  },
  {
    what: "a provider of another version than before",
    stacks: withProviders("6.25.0", "6.25.0"),
    previous: withProviders("5.100.0", "6.25.0"),
    found: ["medium provider-changed source The provider hashicorp/aws changes from 5.100.0 to 6.25.0"],
  },
  {
    what: "a provider of another version than in other stacks",
    stacks: withProviders("6.25.0", "5.100.0"),
    found: [
      "medium provider-changed consumer The provider hashicorp/aws has version 5.100.0, but 6.25.0 in source",
    ],
  },
  {
    what: "a stack that is gone from the file",
    stacks: [SOURCE, CONSUMER].flatMap((stack) => stack ?? []),
    removedStacks: ["old-consumer"],
    found: [
      "high stack-removed old-consumer The stack is deployed, but the environment file no longer has it",
    ],
  },
  {
    what: "made-up outputs",
    stacks: pipeline({}, {}, { consumer: { planned: { sampleOutputsOf: ["source"] } } }),
    found: ["low sample-outputs consumer The outputs of source, which is not deployed, are made up"],
  },
  {
    what: "a resource that is left in another region",
    stacks: pipeline({}, {}, { source: { drift: [DRIFT] } }),
    found: [
      "high resource-vanished source aws_dynamodb_table.old: It is in account 111111111111, region eu-west-1; the stack is now in 111111111111, eu-central-1",
    ],
  },
]);
