import { isLetIn } from "../../src/server/authentication";

const answer = (status: number, type?: string) => ({
  status,
  headers: type ? { "x-amzn-errortype": type } : {},
  body: Buffer.alloc(0),
});

test.each([
  [200, undefined],
  [202, undefined],
  [404, "ResourceNotFoundException"],
  [400, "InvalidParameterValueException"],
  [409, "ResourceConflictException"],
] as const)("%d %s means that the caller may", (status, type) => {
  expect(isLetIn(answer(status, type))).toBe(true);
});

test.each([
  [403, "AccessDeniedException"],
  [401, undefined],
  [400, "IncompleteSignatureException"],
  [400, "ExpiredTokenException"],
  [429, "TooManyRequestsException"],
  [500, "ServiceException"],
] as const)("%d %s is passed on", (status, type) => {
  expect(isLetIn(answer(status, type))).toBe(false);
});
