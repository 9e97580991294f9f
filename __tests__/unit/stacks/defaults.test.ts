import type { Construct } from "constructs";
import { functionsOfConsumer } from "../../../config/functions";
import { checkEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { AccessRole } from "../../../constructs/access-role";
import { FailureBucket } from "../../../constructs/failure-bucket";
import { FunctionApi } from "../../../constructs/function-api";
import { FunctionWithRole } from "../../../constructs/function-with-role";
import { PlainTable } from "../../../constructs/plain-table";
import { StreamMapping } from "../../../constructs/stream-mapping";
import { StreamedTable } from "../../../constructs/streamed-table";
import { readersOf } from "../../../stacks/grants";
import { accessRoleProps } from "../../../stacks/props/access-roles";
import { functionProps } from "../../../stacks/props/functions";
import { mappingProps } from "../../../stacks/props/mappings";
import { readerApiProps } from "../../../stacks/props/reader-api";
import { streamedTableProps, tableProps } from "../../../stacks/props/tables";
import { CROSS_ACCOUNT, edited } from "../config/sample";
import { fakeCode } from "../support/fake-code";
import { synthAlone } from "../support/synth-alone";
import { temporaryFolder } from "../support/temporary-folder";

/*
 * The constructs have defaults of their own, for other people's apps. They are those of the environment file: a
 * construct with as few props as possible makes what a file with as few lines as possible makes.
 */

const code = fakeCode(temporaryFolder());
const environment = fromLoaded(
  checkEnvironment(edited(structuredClone(CROSS_ACCOUNT))).environment,
  "the sample",
);
const source = fromLoaded(environment.sources.changes, "sources.changes");
const consumer = fromLoaded(environment.consumers.handler, "consumers.handler");
const PLACE = { accountId: "222222222222", region: "eu-central-1" };
const KEY = { name: "id" };
const TABLE = { settingsPlace: "stack/table", keyArn: undefined };

/** What the stream handler's stack is made of, as minimal props. */
function addFunction(scope: Construct): FunctionWithRole {
  return new FunctionWithRole(scope, "function", {
    ...PLACE,
    functionName: "handler",
    code,
    role: { roleName: "handler-role" },
  });
}

const CASES: Record<string, { alone: (scope: Construct) => void; fromFile: (scope: Construct) => void }> = {
  StreamedTable: {
    alone: (scope) => new StreamedTable(scope, "table", { tableName: "Changes", partitionKey: KEY }),
    fromFile: (scope) => new StreamedTable(scope, "table", streamedTableProps(source, TABLE)),
  },
  PlainTable: {
    alone: (scope) => new PlainTable(scope, "table", { tableName: "Changes", partitionKey: KEY }),
    fromFile: (scope) => new PlainTable(scope, "table", tableProps(source, TABLE)),
  },
  FailureBucket: {
    alone: (scope) => new FailureBucket(scope, "bucket", { bucketName: "failures", region: PLACE.region }),
    fromFile: (scope) =>
      new FailureBucket(scope, "bucket", {
        ...consumer.failureBucket,
        bucketName: "failures",
        region: PLACE.region,
      }),
  },
  FunctionWithRole: {
    alone: addFunction,
    fromFile: (scope) => {
      const [handler] = functionsOfConsumer(environment, "handler");
      const props = functionProps(fromLoaded(handler, "handler"), {
        code,
        description: "",
        policyName: "permissions",
        permissions: {},
      });
      new FunctionWithRole(scope, "function", { ...props, description: undefined, variables: undefined });
    },
  },
  StreamMapping: {
    alone: (scope) => {
      const { functionName, rolePolicies: after } = addFunction(scope);
      const failureBucketArn = "arn:aws:s3:::failures";
      new StreamMapping(scope, "mapping", { streamArn: "arn", functionName, failureBucketArn, after });
    },
    fromFile: (scope) => {
      const config = fromLoaded(consumer.mappings[0], "mappings");
      const handler = addFunction(scope);
      const ends = { streamArn: "arn", handler, failureBucketArn: "arn:aws:s3:::failures" };
      new StreamMapping(scope, "mapping", mappingProps(config, ends));
    },
  },
  AccessRole: {
    alone: (scope) => {
      const trusted = [{ ...PLACE, name: "handler", roleName: "handler-role" }];
      const tables = [{ name: "devices", tableArn: "arn", actions: ["dynamodb:Scan", "dynamodb:GetItem"] }];
      const props = { roleName: "read-devices", externalId: "reader-1", region: PLACE.region };
      new AccessRole(scope, "role", { ...props, trusted, tables });
    },
    fromFile: (scope) => {
      const config = fromLoaded(source.accessRoles.devices, "accessRoles.devices");
      const tables = new Map([["devices", { arn: "arn" }]]);
      const context = { region: PLACE.region, trusted: readersOf(environment, "changes", source), tables };
      new AccessRole(scope, "role", accessRoleProps(config, context));
    },
  },
  FunctionApi: {
    alone: (scope) => {
      const { functionName, invokeArn } = addFunction(scope);
      const description = "Reads a DynamoDB table in another account";
      const props = { apiName: "reader", path: "/hello", functionName, invokeArn, description };
      new FunctionApi(scope, "api", { ...PLACE, ...props });
    },
    fromFile: (scope) => {
      const config = fromLoaded(consumer.readerApi, "readerApi");
      new FunctionApi(scope, "api", readerApiProps(config, { ...PLACE, fn: addFunction(scope) }));
    },
  },
};

test.each(Object.entries(CASES))(
  "%s has the defaults of the environment file",
  (_name, { alone, fromFile }) => {
    // Act
    const [own, file] = [synthAlone(alone), synthAlone(fromFile)];

    // Assess
    expect(own.resource).toEqual(file.resource);
    expect(Object.keys(own.resource ?? {})).not.toEqual([]);
  },
);
