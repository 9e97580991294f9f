import { defaultProvider } from "../../../../lambda-src/shared/lambda-credentials";

const VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] as const;
const before = VARIABLES.map((name) => [name, process.env[name]] as const);

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test("the credentials are those that Lambda sets", async () => {
  // Prepare
  for (const name of VARIABLES) process.env[name] = name.toLowerCase();
  // Act
  const credentials = await defaultProvider()();
  // Assess
  expect(credentials).toMatchObject({
    accessKeyId: "aws_access_key_id",
    secretAccessKey: "aws_secret_access_key",
    sessionToken: "aws_session_token",
  });
});

test("without them there are none", async () => {
  // Prepare
  for (const name of VARIABLES) delete process.env[name];
  // Act
  const credentials = defaultProvider()();
  // Assess
  await expect(credentials).rejects.toThrow("Unable to find environment variable credentials");
});
