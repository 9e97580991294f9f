import { checkEnvironment } from "../../../config/load-environment";
import { accountOf, regionOf } from "../../../config/placement";
import type { Environment } from "../../../config/schema";
import { edited } from "./sample";

function sampleEnvironment(): Environment {
  const { environment } = checkEnvironment(edited({}));
  if (!environment) throw new Error("the sample is malformed");
  return environment;
}

test("a part's own region takes precedence over the environment's", () => {
  // Prepare
  const environment = { region: "eu-central-1" };

  // Act
  const regions = [regionOf({ region: "us-east-1" }, environment), regionOf({}, environment)];

  // Assess
  expect(regions).toEqual(["us-east-1", "eu-central-1"]);
});

test("a part belongs to the account that it names", () => {
  // Prepare
  const environment = sampleEnvironment();

  // Act
  const { id } = accountOf({ account: "consumer" }, environment);

  // Assess
  expect(id).toBe("222222222222");
});

test("an account that does not exist is a defect of the program", () => {
  // Prepare
  const environment = sampleEnvironment();

  // Act
  const act = () => accountOf({ account: "nobody" }, environment);

  // Assess
  expect(act).toThrow("accounts.nobody is not defined: use only environments that loadEnvironment returned");
});
