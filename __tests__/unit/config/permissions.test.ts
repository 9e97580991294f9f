import { functionsOfConsumer } from "../../../config/functions";
import { checkEnvironment } from "../../../config/load-environment";
import { type PermissionStatement, permissionsOf } from "../../../config/permissions";
import { type Content, CROSS_ACCOUNT, describeRules, edited, linesOf, type RuleCase } from "./sample";

const FUNCTION = "consumers.handler.function";
const PLACE = `${FUNCTION}.permissions[0]`;
const because = "The tests want it";
const TOPIC = "arn:aws:sns:eu-central-1:222222222222:large-orders";
const PUBLISH = { actions: ["sns:Publish"], resources: [TOPIC], because };
const TABLE = { table: "Totals", access: "read", because };

const permissions = (...entries: readonly Content[]): Content => ({ [`${FUNCTION}.permissions`]: entries });

const rule = (
  name: string,
  passing: Content,
  failing: Content,
  lines: readonly string[],
  severity: RuleCase["severity"] = "error",
): RuleCase => ({
  rule: name,
  passing: permissions(passing),
  failing: permissions(failing),
  lines,
  severity,
});

describeRules("an entry is one form", [
  rule("it allows something", TABLE, { because }, [
    `${PLACE}: allows nothing. Add \`actions\` with \`resources\`, or one of \`table\`, \`queue\` and \`eventBus\`.`,
  ]),
  rule("two forms are two entries", { queue: "a", because }, { queue: "a", eventBus: "b", because }, [
    `${PLACE}: \`queue\` and \`eventBus\` cannot be combined. Write an entry for each.`,
  ]),
  rule("actions have resources", PUBLISH, { actions: ["sns:Publish"], because }, [
    `${PLACE}.resources: is missing, but required with \`actions\`. List the exact ARNs that the actions apply to.`,
  ]),
  rule("a table has an access", TABLE, { table: "Totals", because }, [
    `${PLACE}.access: is missing, but required with \`table\`. Use one of: read, write, readWrite.`,
  ]),
  rule("only a table has an access", { queue: "a", because }, { queue: "a", access: "read", because }, [
    `${PLACE}.access: belongs to \`table\`, which this entry does not have. Remove it.`,
  ]),
  rule(
    "only actions have conditions",
    { ...PUBLISH, conditions: { Bool: { "aws:SecureTransport": "true" } } },
    { ...TABLE, conditions: { Bool: { "aws:SecureTransport": "true" } } },
    [`${PLACE}.conditions: belongs to \`actions\`, which this entry does not have. Remove it.`],
  ),
  rule("there is a reason", TABLE, { table: "Totals", access: "read" }, [
    `${PLACE}.because: is missing. Add it. Give the reason in words, at least 10 characters.`,
  ]),
  rule("a queue has a name, not a URL", { queue: "a.fifo", because }, { queue: "sqs.a", because }, [
    `${PLACE}.queue: "sqs.a" is not the name of a queue: a dot stands only in .fifo at the end. Use the queue's name, not its URL.`,
  ]),
]);

const ARGUE = "Name exactly what is meant, or give the reason as `wildcardBecause`.";

describeRules("wildcards", [
  rule(
    "in actions",
    { ...PUBLISH, actions: ["sns:Publish*"], wildcardBecause: because },
    { ...PUBLISH, actions: ["sns:Publish*"] },
    [`${PLACE}.actions[0]: sns:Publish* has a wildcard, and no reason is given. ${ARGUE}`],
  ),
  rule(
    "in resources",
    { ...PUBLISH, resources: [`${TOPIC}-*`], wildcardBecause: because },
    { ...PUBLISH, resources: [`${TOPIC}-*`] },
    [`${PLACE}.resources[0]: ${TOPIC}-* has a wildcard, and no reason is given. ${ARGUE}`],
  ),
  rule(
    "for everything",
    { ...PUBLISH, resources: ["*"], wildcardBecause: because },
    { ...PUBLISH, resources: ["*"] },
    [`${PLACE}.resources[0]: * has a wildcard, and no reason is given. ${ARGUE}`],
  ),
  rule("a reason is for a wildcard", PUBLISH, { ...PUBLISH, wildcardBecause: because }, [
    `${PLACE}.wildcardBecause: is needless: no action and no resource has a wildcard. Remove it.`,
  ]),
]);

const STREAM = "arn:aws:dynamodb:eu-central-1:222222222222:table/A/stream/x";
const TABLE_ARN = "arn:aws:dynamodb:eu-central-1:222222222222:table/A";
const PIPELINE = "Let the deploy role do it in a pipeline.";

describeRules("actions", [
  rule("have the form of IAM", PUBLISH, { ...PUBLISH, actions: ["Publish"] }, [
    `${PLACE}.actions[0]: "Publish" is not a valid value here. Use an IAM action, service:Action, such as sns:Publish; the Service Authorization Reference lists them all.`,
  ]),
  rule("of iam are refused", PUBLISH, { ...PUBLISH, actions: ["sns:Publish", "iam:PassRole"] }, [
    `${PLACE}.actions[1]: iam:PassRole lets the function change who may do what. ${PIPELINE}`,
  ]),
  rule(
    "of organizations are refused",
    PUBLISH,
    { ...PUBLISH, actions: ["sns:Publish", "organizations:LeaveOrganization"] },
    [
      `${PLACE}.actions[1]: organizations:LeaveOrganization lets the function change the organization. ${PIPELINE}`,
    ],
  ),
  rule(
    "that assume roles are refused, patterns included",
    { ...PUBLISH, actions: ["sns:Publish", "sts:GetSessionToken"] },
    { ...PUBLISH, actions: ["sns:Publish", "sts:assume*"], wildcardBecause: because },
    [
      `${PLACE}.actions[1]: sts:assume* lets the function act under another role. Use an access role of a source instead (docs/cross-account-access.md).`,
    ],
  ),
  rule(
    "that read streams are refused",
    { actions: ["dynamodb:GetItem"], resources: [TABLE_ARN], because },
    { actions: ["dynamodb:GetRecords"], resources: [STREAM], because },
    [`${PLACE}.actions[0]: dynamodb:GetRecords reads streams. Add the stream to \`mappings\` instead.`],
  ),
  rule(
    "that read streams by a pattern are refused where the resource may be one",
    {
      actions: ["dynamodb:Get*"],
      resources: [TABLE_ARN, `${TABLE_ARN}/index/*`],
      because,
      wildcardBecause: because,
    },
    { actions: ["dynamodb:Get*"], resources: [`${TABLE_ARN}/*`], because, wildcardBecause: because },
    [`${PLACE}.actions[0]: dynamodb:Get* reads streams. Add the stream to \`mappings\` instead.`],
  ),
]);

const ON = (...resources: readonly string[]) => ({ ...PUBLISH, resources });

describeRules("resources", [
  rule("are ARNs", ON(TOPIC), ON("large-orders"), [
    `${PLACE}.resources[0]: "large-orders" is not an ARN. Use arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE.`,
  ]),
  rule("are of the region's partition", ON(TOPIC), ON(TOPIC.replace("arn:aws:", "arn:aws-cn:")), [
    `${PLACE}.resources[0]: is of the partition aws-cn, and eu-central-1 is of aws. Start it with arn:aws:.`,
  ]),
  rule("have a region where AWS wants one", ON(TOPIC), ON("arn:aws:sns::222222222222:a"), [
    `${PLACE}.resources[0]: has no region, so it matches no resource of sns. Put in the region.`,
  ]),
  rule("have an account where AWS wants one", ON(TOPIC), ON("arn:aws:sns:eu-central-1::a"), [
    `${PLACE}.resources[0]: has no account, so it matches no resource of sns. Put in the account.`,
  ]),
  rule("have a whole account ID", ON(TOPIC), ON("arn:aws:sns:eu-central-1:22222:a"), [
    `${PLACE}.resources[0]: "22222" is not the ID of an account. Use the 12 digits of the account.`,
  ]),
  rule("are of a known account", ON(TOPIC), ON("arn:aws:sns:eu-central-1:999999999999:a"), [
    `${PLACE}.resources[0]: is of the account 999999999999, which is none of \`accounts\`. Correct the account ID, or add the account to \`accounts\`.`,
  ]),
  rule("hold no variable", ON(TOPIC), ON(`${TOPIC}-\${aws:username}`), [
    `${PLACE}.resources[0]: "${TOPIC}-\${aws:username}" has a variable. Write the value itself.`,
  ]),
  rule(
    "of another account of the file",
    ON(TOPIC),
    ON("arn:aws:sns:eu-central-1:111111111111:a"),
    [
      `${PLACE}.resources[0]: is of accounts.source, another account than the function's. Make sure that the resource's own policy lets the function's role in.`,
    ],
    "warning",
  ),
  rule(
    "of another region",
    ON(TOPIC),
    ON("arn:aws:sns:eu-west-1:222222222222:a"),
    [
      `${PLACE}.resources[0]: is in eu-west-1, but the function is in eu-central-1. Check that this is meant.`,
    ],
    "warning",
  ),
  rule(
    "of another service than the actions",
    ON(TOPIC),
    ON(TABLE_ARN),
    [
      `${PLACE}.resources[0]: is of dynamodb, but the actions are of sns. Check that the actions apply to it.`,
    ],
    "warning",
  ),
]);

const IF = (conditions: Content) => ({ ...PUBLISH, conditions });

describeRules("conditions", [
  rule(
    "have an operator of IAM",
    IF({ StringEquals: { "aws:a": "b" } }),
    IF({ StringEqual: { "aws:a": "b" } }),
    [
      `${PLACE}.conditions.StringEqual: is not a condition operator of IAM. Use one such as StringEquals, StringLike, ArnLike or Bool.`,
    ],
  ),
  rule(
    "have a key of IAM",
    IF({ StringLike: { "s3:prefix": ["a*"] } }),
    IF({ StringLike: { prefix: "a*" } }),
    [
      `${PLACE}.conditions.StringLike.prefix: is not a condition key. Use service:Key, such as s3:prefix, or a global key such as aws:SourceVpc.`,
    ],
  ),
  rule(
    "hold no variable",
    IF({ StringLike: { "s3:prefix": "a" } }),
    IF({ StringLike: { "s3:prefix": `\${aws:a}` } }),
    [`${PLACE}.conditions.StringLike["s3:prefix"]: "\${aws:a}" has a variable. Write the value itself.`],
  ),
  rule("hold strings", IF({ Bool: { "aws:a": "true" } }), IF({ Bool: { "aws:a": true } }), [
    `${PLACE}.conditions.Bool["aws:a"]: true is not a valid value here. Use a string or a list of strings; numbers and booleans in quotes.`,
  ]),
]);

test("every function has permissions of its own, and defaults give none", () => {
  // Prepare
  const edits = {
    ...structuredClone(CROSS_ACCOUNT),
    "consumers.handler.readerApi.function.permissions": [{ because }],
    "consumers.handler.accountSwitcher.function.permissions": [{ because }],
    "defaults.function": { permissions: [] },
  };

  // Act
  const lines = linesOf(edits);

  // Assess
  expect(lines.map((line) => line.split(":")[0])).toEqual([
    "defaults.function.permissions",
    "consumers.handler.readerApi.function.permissions[0]",
    "consumers.handler.accountSwitcher.function.permissions[0]",
  ]);
});

function statementsOf(...entries: readonly Content[]): PermissionStatement[] {
  const { environment } = checkEnvironment(edited(permissions(...entries)));
  const [fn] = environment ? functionsOfConsumer(environment, "handler") : [];
  if (!fn) throw new Error("the sample is malformed");
  return permissionsOf(fn);
}

test("the short forms are exact statements of the function's account and region", () => {
  // Prepare
  const entries = [
    { eventBus: "order-events", because },
    { queue: "inbox.fifo", because },
    { table: "Order.Totals", access: "write", because },
  ];

  // Act
  const statements = statementsOf(...entries);

  // Assess
  expect(statements).toEqual([
    {
      id: "MayWriteTableOrderTotals",
      actions: ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: ["arn:aws:dynamodb:eu-central-1:222222222222:table/Order.Totals"],
    },
    {
      id: "MayPutEventsOntoBusOrderEvents",
      actions: ["events:PutEvents"],
      resources: ["arn:aws:events:eu-central-1:222222222222:event-bus/order-events"],
    },
    {
      id: "MaySendToQueueInboxFifo",
      actions: ["sqs:SendMessage"],
      resources: ["arn:aws:sqs:eu-central-1:222222222222:inbox.fifo"],
    },
  ]);
});

test("the order of entries, actions and resources changes nothing, and each statement has an ID of its own", () => {
  // Prepare
  const first = { ...PUBLISH, actions: ["sns:Publish", "sns:GetTopicAttributes"] };
  const second = { ...PUBLISH, actions: ["sns:GetTopicAttributes"] };

  // Act
  const statements = statementsOf(first, second);
  const reordered = statementsOf(second, { ...first, actions: [...first.actions].reverse() });

  // Assess
  expect(reordered).toEqual(statements);
  expect(statements.map(({ id }) => id)).toEqual(["MaySnsGetTopicAttributes", "MaySnsGetTopicAttributesNo2"]);
});
