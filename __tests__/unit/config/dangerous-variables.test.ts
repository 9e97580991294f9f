import { describeRules, linesOf } from "./sample";

const PLACE = "consumers.handler.function.environment";
const REMOVE = "Remove it; what the function needs, its code can set up itself.";
const KEEP =
  "Keep the secret in Secrets Manager or Parameter Store, and give the function its name and a permission to read it.";

const ELSEWHERE = "sends the function's requests, signed with its credentials, somewhere else";
const OTHER_CODE = "can load other code into the function";

test.each([
  ["AWS_ENDPOINT_URL", ELSEWHERE],
  ["AWS_ENDPOINT_URL_STS", ELSEWHERE],
  ["https_proxy", "sends the function's requests through another computer"],
  ["HTTP_PROXY", "sends the function's requests through another computer"],
  ["AWS_LAMBDA_EXEC_WRAPPER", "runs another program in place of the function"],
  ["NODE_OPTIONS", OTHER_CODE],
  ["NODE_PATH", OTHER_CODE],
  ["LD_PRELOAD", OTHER_CODE],
  ["LD_LIBRARY_PATH", OTHER_CODE],
  ["PATH", "decides which programs the function runs"],
  ["NODE_TLS_REJECT_UNAUTHORIZED", "weakens the check of certificates"],
  ["NODE_EXTRA_CA_CERTS", "weakens the check of certificates"],
  ["SSL_CERT_FILE", "weakens the encryption of connections"],
  ["AWS_PROFILE", "makes the function act as somebody else"],
  ["AWS_WEB_IDENTITY_TOKEN_FILE", "makes the function act as somebody else"],
  ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "makes the function act as somebody else"],
])("%s is refused", (name, does) => {
  expect(linesOf({ [PLACE]: { [name]: "1" } })).toEqual([`${PLACE}.${name}: ${does}. ${REMOVE}`]);
});

test.each([
  "AWS_ENDPOINT_DISCOVERY_ENABLED",
  "AWS_MAX_ATTEMPTS",
  "NODE_ENV",
  "LDAP_HOST",
  "NO_PROXY",
  "ORDERS_PATH",
])("%s is a variable like any other", (name) => {
  expect(linesOf({ [PLACE]: { [name]: "1" } })).toEqual([]);
});

test("those that all functions share are refused where they are", () => {
  expect(linesOf({ "defaults.function.environment": { NODE_OPTIONS: "--require ./x.js" } })).toEqual([
    `defaults.function.environment.NODE_OPTIONS: ${OTHER_CODE}. ${REMOVE}`,
  ]);
});

/** Put together here, so that scanners of this repository find nothing. */
const ACCESS_KEY = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const PRIVATE_KEY = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
const WEB_TOKEN = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "c2lnbmF0dXJl"].join(".");
const HUB_TOKEN = ["ghp", "a".repeat(36)].join("_");

describeRules("variables that look like secrets", [
  {
    rule: "a value in the form of a secret is refused, and not shown",
    passing: { [PLACE]: { FIRST: "AKIA-like", SECOND: "https://example.com:8443/a@b", THIRD: "eyJ" } },
    failing: {
      [PLACE]: {
        FIRST: ACCESS_KEY,
        SECOND: "https://user:pass@example.com/",
        THIRD: `${PRIVATE_KEY}\nabc`,
        FOURTH: WEB_TOKEN,
        FIFTH: HUB_TOKEN,
      },
    },
    lines: [
      `${PLACE}.FIRST: has the form of an access key of AWS. ${KEEP}`,
      `${PLACE}.SECOND: has the form of a password in a URL. ${KEEP}`,
      `${PLACE}.THIRD: has the form of a private key. ${KEEP}`,
      `${PLACE}.FOURTH: has the form of a token. ${KEEP}`,
      `${PLACE}.FIFTH: has the form of a token. ${KEEP}`,
    ],
  },
  {
    rule: "the name of a secret deserves a look, unless it only says where the secret is",
    severity: "warning",
    passing: {
      [PLACE]: {
        DB_PASSWORD_PARAMETER: "/orders/db",
        API_KEY_ARN: "arn:aws:secretsmanager:eu-central-1:222222222222:secret:x",
        TOKEN: "arn:aws:secretsmanager:eu-central-1:222222222222:secret:x",
        TOKENIZER: "words",
        PASSWORD: "",
      },
    },
    failing: { [PLACE]: { DB_PASSWORD: "hunter2", API_KEY: "1", clientSecret_secret: "x" } },
    lines: ["DB_PASSWORD", "API_KEY", "clientSecret_secret"].map(
      (name) =>
        `${PLACE}.${name}: has the name of a secret, which everyone who sees the function could read. ${KEEP}`,
    ),
  },
]);
