import { emulatorUnavailable, refusal } from "../../src/api/answer";
import { invalidParameter, mappingNotFound, validationFailed } from "../../src/api/errors";

test("a refusal carries type and text as recorded", () => {
  expect(refusal(invalidParameter("No."))).toEqual({
    status: 400,
    errorType: "InvalidParameterValueException",
    body: { Type: "User", message: "No." },
  });
});

test("where a resource was not found, the text is under Message", () => {
  expect(refusal(mappingNotFound()).body).toEqual({
    Type: "User",
    Message: "The resource you requested does not exist.",
  });
});

test("a violation of the API's model has no type", () => {
  expect(refusal(validationFailed(["One.", "Two."])).body).toEqual({
    message: "2 validation errors detected: One.; Two.",
  });
});

test("an emulator that does not answer is named, with the cause", () => {
  expect(emulatorUnavailable(new Error("connection refused"))).toEqual({
    status: 503,
    errorType: "ServiceUnavailableException",
    body: { message: "The emulator does not answer (connection refused). Is it running?", Type: "Service" },
  });
});
