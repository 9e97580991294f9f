import { withoutOwnSecrets } from "../../../../lambda-src/cross-account/without-own-secrets";

const OWN = {
  AWS_ACCESS_KEY_ID: "ASIAOWNOWNOWNOWN0000",
  AWS_SECRET_ACCESS_KEY: "own/secret/own/secret/own/secret/own/sec",
  AWS_SESSION_TOKEN: "token+token/token=token",
};

test("keys and token are struck out, wherever they stand", () => {
  // Prepare
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token } = OWN;
  // Act
  const text = withoutOwnSecrets(`Credential=${id}/x ${key}${token}, ${id}`, OWN);
  // Assess
  expect(text).toBe("Credential=[secret]/x [secret][secret], [secret]");
});

test("other text stays", () => {
  expect(withoutOwnSecrets("Rate exceeded", OWN)).toBe("Rate exceeded");
});

test("a short stand-in for a key is not looked for: it is part of other words", () => {
  expect(withoutOwnSecrets("the latest test", { AWS_SECRET_ACCESS_KEY: "test" })).toBe("the latest test");
});

test("a function without credentials of its own has nothing to strike out", () => {
  expect(withoutOwnSecrets("Rate exceeded", { AWS_SESSION_TOKEN: "" })).toBe("Rate exceeded");
});
