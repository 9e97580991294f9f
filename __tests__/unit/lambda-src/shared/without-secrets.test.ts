import { withoutSecrets } from "../../../../lambda-src/shared/without-secrets";

const OWN = {
  AWS_ACCESS_KEY_ID: "ASIAOWNOWNOWNOWN0000",
  AWS_SECRET_ACCESS_KEY: "own/secret/own/secret/own/secret/own/sec",
  AWS_SESSION_TOKEN: "token+token/token=token",
};

/** The text without secrets in a function with these variables. */
function shown(text: string, variables: NodeJS.ProcessEnv, more?: readonly (string | undefined)[]): string {
  jest.replaceProperty(process, "env", variables);
  return withoutSecrets(text, more);
}

test("keys and tokens are replaced wherever they occur", () => {
  // Prepare
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token } = OWN;
  // Act
  const text = shown(`Credential=${id}/x ${key}${token}, ${id}`, OWN);
  // Assess
  expect(text).toBe("Credential=[secret]/x [secret][secret], [secret]");
});

test("so are those of a session", () => {
  expect(shown("ASIAROLEROLEROLE0000 in eu-west-1", OWN, ["ASIAROLEROLEROLE0000", undefined])).toBe(
    "[secret] in eu-west-1",
  );
});

test("other text is kept, and so are other variables of AWS", () => {
  // Prepare
  const variables = { ...OWN, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
  // Assess
  expect(shown("Rate exceeded in AWS_Lambda_nodejs22.x", variables)).toBe(
    "Rate exceeded in AWS_Lambda_nodejs22.x",
  );
});

test("short test values are not replaced, because they occur in other words", () => {
  expect(shown("the latest test", { AWS_SECRET_ACCESS_KEY: "test" })).toBe("the latest test");
});

test("a function without credentials of its own has nothing to replace", () => {
  expect(shown("Rate exceeded", { AWS_SESSION_TOKEN: "" })).toBe("Rate exceeded");
});
