import { trustPolicy } from "../../../pipeline/trust";

const request = { repository: "acme/streams", accountId: "123456789012" };
const issuer = "token.actions.githubusercontent.com";

test("the role that plans: pull requests and the main branch of one repository", () => {
  // Act
  const policy = trustPolicy(request);

  // Assess
  expect(policy).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "JobsOfGitHub",
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: ["repo:acme/streams:pull_request", "repo:acme/streams:ref:refs/heads/main"],
          },
        },
      },
    ],
  });
});

test.each([
  ["an environment", { environment: "production" }, "repo:acme/streams:environment:production"],
  [
    "another branch",
    { branch: "release" },
    ["repo:acme/streams:pull_request", "repo:acme/streams:ref:refs/heads/release"],
  ],
  ["the branch alone", { pullRequests: false }, "repo:acme/streams:ref:refs/heads/main"],
])("%s is the subject", (_what, more, subject) => {
  // Act
  const policy = trustPolicy({ ...request, ...more });

  // Assess
  expect(policy.Statement).toMatchObject([{ Condition: { StringEquals: { [`${issuer}:sub`]: subject } } }]);
});

test("another partition", () => {
  // Act
  const policy = trustPolicy({ ...request, region: "us-gov-west-1" });

  // Assess
  expect(policy.Statement).toMatchObject([
    { Principal: { Federated: `arn:aws-us-gov:iam::123456789012:oidc-provider/${issuer}` } },
  ]);
});

test.each([
  ["a pattern", { repository: "acme/*" }, '"acme/*" is no repository.\nWrite it as owner/name.'],
  ["no owner", { repository: "streams" }, '"streams" is no repository.'],
  ["no account", { accountId: "12345" }, '"12345" is no ID of an account.\nUse exactly 12 digits.'],
])("%s is refused", (_what, wrong, message) => {
  // Act
  const policy = () => trustPolicy({ ...request, ...wrong });

  // Assess
  expect(policy).toThrow(message);
});
