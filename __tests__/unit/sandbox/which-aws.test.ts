import { ownAwsLine, sandboxLine } from "../../../sandbox/which-aws";

const KEY = { AWS_ACCESS_KEY_ID: "key" };
const PROFILE = { AWS_PROFILE: "production" };
const ENDPOINT = { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" };

test.each([
  { variables: {}, line: "AWS: the real one, default credentials, region eu-west-1" },
  { variables: PROFILE, line: "AWS: the real one, profile production, region eu-west-1" },
  { variables: KEY, line: "AWS: the real one, credentials of AWS_ACCESS_KEY_ID, region eu-west-1" },
  { variables: { ...KEY, ...PROFILE }, line: "AWS: the real one, profile production, region eu-west-1" },
  {
    variables: { ...KEY, ...ENDPOINT },
    line: "AWS: http://127.0.0.1:4566 (AWS_ENDPOINT_URL), credentials of AWS_ACCESS_KEY_ID, region eu-west-1",
  },
])("with $variables: $line", ({ variables, line }) => {
  // Prepare: the variables

  // Act
  const said = ownAwsLine(variables, "eu-west-1");

  // Assess
  expect(said).toBe(line);
});

test("the sandbox is named with its endpoint", () => {
  // Prepare
  const state = { emulatorUrl: "http://127.0.0.1:4566" };

  // Act
  const said = sandboxLine(state);

  // Assess
  expect(said).toBe("AWS: the sandbox at http://127.0.0.1:4566");
});
