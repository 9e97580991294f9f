/**
 * The constructs, for apps of other teams. Inside this project nothing imports this file: it loads every construct and
 * its provider bindings.
 */
export { AccessRole, type AccessRoleProps } from "./access-role";
export { AlarmKey, type AlarmKeyProps } from "./alarm-key";
export { AlarmTopic, type AlarmTopicProps } from "./alarm-topic";
export type {
  ApiAuthorization,
  IamAuthorization,
  JwtAuthorization,
  NoAuthorization,
} from "./api-authorization";
export type { FunctionCode } from "./code-asset";
export { CompositeAlarm, type CompositeAlarmProps } from "./composite-alarm";
export { Dashboard, type DashboardProps } from "./dashboard";
export { ExistingTable, type ExistingTableProps } from "./existing-table";
export { FailureBucket, type FailureBucketProps } from "./failure-bucket";
export { type ApiThrottling, FunctionApi, type FunctionApiProps } from "./function-api";
export {
  type FunctionContext,
  type FunctionPermissions,
  type ManagedStreams,
  type OrganizationStreams,
  permissionStatements,
  type StreamAccess,
} from "./function-permissions";
export { FunctionRole, type FunctionRoleProps, type ManagedStatements } from "./function-role";
export { FunctionWithRole, type FunctionWithRoleProps } from "./function-with-role";
export { type GithubJobs, githubProviderArn, trustGithub } from "./github-trust";
export type { Grantee, GrantStyle } from "./grantee";
export type { KeyAttribute } from "./key-attribute";
export { LambdaLayer, type LambdaLayerProps } from "./lambda-layer";
export { LogGroup, type LogGroupProps } from "./log-group";
export { LogQuery, type LogQueryProps } from "./log-query";
export { MetricAlarm, type MetricAlarmProps } from "./metric-alarm";
export { type FunctionSettings, NodeFunction, type NodeFunctionProps } from "./node-function";
export { OidcProvider, type OidcProviderProps } from "./oidc-provider";
export { type OperatorScope, operatorStatements } from "./operator-permissions";
export { OperatorRole, type OperatorRoleProps } from "./operator-role";
export { PlainTable, type PlainTableProps } from "./plain-table";
export type { PolicyStatement } from "./policy-document";
export { PropsError } from "./props-error";
export { STREAM_READ_ACTIONS } from "./reader-actions";
export type { RoleProps } from "./role";
export { type ManagedPolicy, RoleWithPolicies, type RoleWithPoliciesProps } from "./role-with-policies";
export { exceptFromScan } from "./scan-exceptions";
export type { GlobalIndex, IndexProjection, LocalIndex, SecondaryIndexes } from "./secondary-index";
export { StateBucket, type StateBucketProps } from "./state-bucket";
export { StreamMapping, type StreamMappingProps } from "./stream-mapping";
export { StreamPolicy, type StreamPolicyProps } from "./stream-policy";
export { StreamedTable, type StreamedTableProps } from "./streamed-table";
export type { TableAccess } from "./table-access";
export type { Autoscaling, CapacityScaling, TableBilling } from "./table-billing";
export { TableKey, type TableKeyProps } from "./table-key";
export type { PointInTimeRecovery, TableProps, TimeToLive } from "./table-props";
export { UseProvider } from "./use-provider";
