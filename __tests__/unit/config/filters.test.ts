import { describeRules } from "./sample";

const FILTERS = "consumers.handler.mappings.0.filters";
const FIRST = "consumers.handler.mappings[0].filters[0]";
const TYPE_TAG =
  'Put the attribute\'s type tag before the rules: { S: ["text"] }, { N: ["1"] }, { BOOL: [true] }.';
const OPERATORS =
  "Use one of these operators: prefix, suffix, equals-ignore-case, exists, anything-but, numeric.";

/** A filter on the attribute `a` of the new image. */
const on = (value: unknown) => ({ dynamodb: { NewImage: { a: value } } });
const AT = `${FIRST}.dynamodb.NewImage.a`;

interface FilterCase {
  readonly rule: string;
  readonly good: unknown;
  readonly bad: unknown;
  readonly line: string;
  readonly severity?: "warning";
}

const cases: FilterCase[] = [
  {
    rule: "keys are those of a record",
    good: { eventName: ["INSERT"], userIdentity: { type: ["Service"] } },
    bad: { event: ["INSERT"] },
    line: `${FIRST}.event: no stream record has this key, so nothing would match. Did you mean eventID? The valid keys are: eventID, eventName, eventVersion, eventSource, eventSourceARN, awsRegion, userIdentity, dynamodb.`,
  },
  {
    rule: "keys are those of a record's inner part",
    good: { dynamodb: { Keys: { id: { S: ["1"] } } } },
    bad: { dynamodb: { newImages: { id: { S: ["1"] } } } },
    line: `${FIRST}.dynamodb.newImages: no stream record has this key, so nothing would match. Did you mean NewImage? The valid keys are: ApproximateCreationDateTime, Keys, NewImage, OldImage, SequenceNumber, SizeBytes, StreamViewType.`,
  },
  {
    rule: "keys of an item are those of the table, unless their absence is asked for",
    good: { dynamodb: { Keys: { id: { S: ["1"] }, other: { S: [{ exists: false }] } } } },
    bad: { dynamodb: { Keys: { Id: { S: ["1"] } } } },
    line: `${FIRST}.dynamodb.Keys.Id: the table has no key "Id", so this filter matches no record. Did you mean id? The attributes of its key are: id.`,
    severity: "warning",
  },
  {
    rule: "keys of an item have the table's type",
    good: { dynamodb: { Keys: { $or: [{ id: { S: ["1"] } }, { id: { N: ["1"] } }] } } },
    bad: { dynamodb: { Keys: { id: { N: [{ prefix: "1" }] } } } },
    line: `${FIRST}.dynamodb.Keys.id: the key "id" is of type S, so this filter matches no record. Write S in place of N.`,
    severity: "warning",
  },
  {
    rule: "an attribute has a type tag",
    good: on({ S: ["open"] }),
    bad: on(["open"]),
    line: `${AT}: a filter cannot end here. ${TYPE_TAG}`,
  },
  {
    rule: "type tags are DynamoDB's",
    good: on({ M: { b: { L: { BOOL: [true] } } } }),
    bad: on({ M: { b: { STRING: ["x"] } } }),
    line: `${AT}.M.b.STRING: no stream record has this key, so nothing would match. The valid keys are: S, N, B, BOOL, NULL, SS, NS, BS, M, L.`,
  },
  {
    rule: "a pattern is not empty",
    good: { eventName: ["INSERT"] },
    bad: {},
    line: `${FIRST}: is empty, which Lambda rejects. Use keys of a stream record, such as { eventName: [INSERT] }.`,
  },
  {
    rule: "rules are a list",
    good: { eventName: ["INSERT"] },
    bad: { eventName: "INSERT" },
    line: `${FIRST}.eventName: the rules of a filter must be a list. Put it in brackets: ["INSERT"].`,
  },
  {
    rule: "the list of rules is not empty",
    good: on({ S: [""] }),
    bad: on({ S: [] }),
    line: `${AT}.S: the list of rules is empty, which Lambda rejects. Add a value.`,
  },
  {
    rule: "operators are those that Lambda knows",
    good: on({ S: [{ prefix: "a" }] }),
    bad: on({ S: [{ prefx: "a" }] }),
    line: `${AT}.S[0]: is neither a value nor an operator that Lambda supports. Did you mean prefix? ${OPERATORS}`,
  },
  {
    rule: "a rule has one operator",
    good: on({ S: [{ prefix: "a" }, { suffix: "b" }, null] }),
    bad: on({ S: [{ prefix: "a", suffix: "b" }] }),
    line: `${AT}.S[0]: is neither a value nor an operator that Lambda supports. Did you mean prefix? ${OPERATORS}`,
  },
  {
    rule: "prefix, suffix and equals-ignore-case take a string",
    good: on({ S: [{ suffix: "x" }, { "equals-ignore-case": "Y" }] }),
    bad: on({ S: [{ suffix: ["x"] }] }),
    line: `${AT}.S[0].suffix: is not a valid operand for this operator. Use a string.`,
  },
  {
    rule: "exists takes a boolean",
    good: on({ S: [{ exists: false }] }),
    bad: on({ S: [{ exists: "false" }] }),
    line: `${AT}.S[0].exists: is not a valid operand for this operator. Use true or false.`,
  },
  {
    rule: "anything-but takes values",
    good: on({ S: [{ "anything-but": ["a", "b"] }, { "anything-but": "c" }] }),
    bad: on({ S: [{ "anything-but": [] }] }),
    line: `${AT}.S[0].anything-but: is not a valid operand for this operator. Use a string, a number, a list of them, or { prefix: … }.`,
  },
  {
    rule: "numeric takes comparisons",
    good: { dynamodb: { SizeBytes: [{ numeric: [">", 0, "<=", 1024] }] } },
    bad: { dynamodb: { SizeBytes: [{ numeric: [">", 1024, "<=", 0] }] } },
    line: `${FIRST}.dynamodb.SizeBytes[0].numeric: is not a valid operand for this operator. Use a comparison such as [">", 0] or [">=", 0, "<", 10].`,
  },
  {
    rule: "$or has alternatives",
    good: { $or: [{ eventName: ["INSERT"] }, on({ $or: [{ S: ["x"] }, { N: ["1"] }] })] },
    bad: { $or: [{ eventName: ["INSERT"] }] },
    line: `${FIRST}["$or"]: $or needs a list of two or more patterns. Use { $or: [{ … }, { … }] }.`,
  },
  {
    rule: "a numeric rule on N",
    severity: "warning",
    good: on({ N: ["5"] }),
    bad: on({ N: [{ numeric: [">", 5] }] }),
    line: `${AT}.N[0].numeric: never matches, because stream records hold numbers as strings. List the values as strings, or compare in the function.`,
  },
  {
    rule: "a number where a record holds a string",
    severity: "warning",
    good: on({ N: ["5"] }),
    bad: on({ N: [5] }),
    line: `${AT}.N[0]: 5 never matches, because records hold a string here. Put it in quotes: "5".`,
  },
  {
    rule: "a misspelt event name",
    severity: "warning",
    good: { eventName: ["REMOVE", { prefix: "INS" }] },
    bad: { eventName: ["DELETE"] },
    line: `${FIRST}.eventName[0]: no record has the event name "DELETE". Use one of: INSERT, MODIFY, REMOVE.`,
  },
  {
    rule: "4096 characters as JSON",
    good: { eventID: ["x".repeat(4096 - 16)] },
    bad: { eventID: ["x".repeat(4097 - 16)] },
    line: `${FIRST}: the pattern has 4097 characters as JSON, and Lambda allows 4096. Split it into several filters: a record needs to match only one.`,
  },
];

describeRules(
  "filters",
  cases.map(({ rule, good, bad, line, severity }) => ({
    rule,
    passing: { [FILTERS]: [good] },
    failing: { [FILTERS]: [bad] },
    lines: [line],
    ...(severity && { severity }),
  })),
);

const manyFilters = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ eventID: [String(place)] }));

describeRules("filters and their mapping", [
  {
    rule: "five without a quota increase",
    severity: "warning",
    passing: { [FILTERS]: manyFilters(5) },
    failing: { [FILTERS]: manyFilters(6) },
    lines: [
      "consumers.handler.mappings[0].filters: 6 filters are more than the 5 that Lambda allows without a quota increase. Combine some of them ($or, or several values in a list), or request the increase first.",
    ],
  },
  {
    rule: "ten at all",
    passing: {},
    failing: { [FILTERS]: manyFilters(11) },
    lines: [
      "consumers.handler.mappings[0].filters: a list is not a valid value here. Use 1 to 10 patterns, or leave `filters` out to receive every record.",
    ],
  },
  {
    rule: "a pattern is written as YAML",
    passing: {},
    failing: { [FILTERS]: ['{"eventName":["INSERT"]}'] },
    lines: [
      `${FIRST}: "{\\"eventName\\":[\\"INSERT\\"]}" is not a valid value here. Write the pattern as YAML, not as a JSON string: { eventName: [INSERT] }.`,
    ],
  },
  {
    rule: "images that the stream holds",
    severity: "warning",
    passing: { [FILTERS]: [on({ S: ["x"] })], "sources.changes.streamViewType": "NEW_IMAGE" },
    failing: { [FILTERS]: [on({ S: ["x"] })], "sources.changes.streamViewType": "KEYS_ONLY" },
    lines: [
      `${FIRST}.dynamodb.NewImage: records of this stream contain no NewImage, because its view type is KEYS_ONLY. Set the source's streamViewType to NEW_AND_OLD_IMAGES, or filter on Keys.`,
    ],
  },
]);
