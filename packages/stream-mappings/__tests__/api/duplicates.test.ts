import { refuseDuplicate } from "../../src/api/duplicates";
import type { Mapping } from "../../src/model/mapping";

const STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829";
const FUNCTION = "arn:aws:lambda:eu-central-1:222222222222:function:on-change";
const mappingOf = (functionArn: string) => ({ uuid: "twin", streamArn: STREAM, functionArn }) as Mapping;
const refusal = (name: string) =>
  `The event source arn (" ${STREAM} ") and function (" ${name} ") provided mapping already exists. ` +
  "Please update or delete the existing mapping with UUID twin";

test.each([
  ["on-change", FUNCTION],
  ["on-change:live", `${FUNCTION}:live`],
  ["on-change:$LATEST", `${FUNCTION}:$LATEST`],
])("a second mapping of %s is refused, and the text names the function with its qualifier", (name, arn) => {
  expect(() => refuseDuplicate([mappingOf(arn)], STREAM, { arn })).toThrow(
    expect.objectContaining({ code: "ResourceConflictException", status: 409, message: refusal(name) }),
  );
});

test("another qualifier and another stream are no duplicates", () => {
  expect(() => {
    refuseDuplicate([mappingOf(FUNCTION)], STREAM, { arn: `${FUNCTION}:live` });
    refuseDuplicate([mappingOf(FUNCTION)], STREAM.replace("orders", "others"), { arn: FUNCTION });
  }).not.toThrow();
});
