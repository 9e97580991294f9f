import { DescribeStreamCommand, DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { mockClient } from "aws-sdk-client-mock";
import { askAsAnother } from "../../../smoke/refusal";

const streams = mockClient(DynamoDBStreamsClient);
const ACCOUNT = "222222222222";

beforeEach(() => streams.reset());

function answering(name: string, message: string) {
  streams.on(DescribeStreamCommand).rejects(Object.assign(new Error(message), { name }));
  return askAsAnother(new DynamoDBStreamsClient({}), ACCOUNT, "arn");
}

test.each([
  ["because no resource-based policy allows the dynamodb:DescribeStream action", "the stream's policy"],
  ["because no identity-based policy allows the dynamodb:DescribeStream action", "the role's own policies"],
])("a denial says whose it is: %s", async (because, by) => {
  // Act
  const refusal = await answering("AccessDeniedException", `User: role is not authorized ${because}`);
  // Assess
  expect(refusal).toEqual({
    accountId: ACCOUNT,
    outcome: "refused",
    by,
    answer: `AccessDeniedException: User: role is not authorized ${because}`,
  });
});

test("a denial that names no policy is a refusal all the same", async () => {
  expect(await answering("AccessDeniedException", "no")).toEqual({
    accountId: ACCOUNT,
    outcome: "refused",
    answer: "AccessDeniedException: no",
  });
});

test("another failure is not judged", async () => {
  expect((await answering("ResourceNotFoundException", "Stream not found")).outcome).toBe("not judged");
});

test("an answer means that the stream is open", async () => {
  // Prepare
  streams.on(DescribeStreamCommand).resolves({});
  // Act
  const { outcome } = await askAsAnother(new DynamoDBStreamsClient({}), ACCOUNT, "arn");
  // Assess
  expect(outcome).toBe("admitted");
});
