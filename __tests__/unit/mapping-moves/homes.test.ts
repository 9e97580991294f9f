import { mappingStackOf } from "../../../config/mapping-stack-of";
import { homesOf } from "../../../mapping-moves/homes";
import { environmentOf, withTenants } from "../config/tenants/support";

test("mappings and their alarms have a home, what belongs to the stack itself has none", () => {
  // Prepare
  const more = { "consumers.handler.mappingStacks": 2, "consumers.handler.alarms": true };
  const tenants = [{ tenant: "a", account: "300000000000" }];
  const environment = environmentOf(withTenants(tenants, more));

  // Act
  const homes = homesOf({ name: "test", environment }, "handler");

  // Assess
  const home = `consumer-mappings-${mappingStackOf("changes-a", 2)}`;
  const apart = [...homes].filter(([, stack]) => stack !== "consumer").sort();
  expect(apart).toEqual([
    ["aws_cloudwatch_metric_alarm.alarms_mapping_changes_a_discarded_records", home],
    ["aws_cloudwatch_metric_alarm.alarms_mapping_changes_a_failed_records", home],
    ["aws_cloudwatch_metric_alarm.alarms_mapping_changes_a_lost_records", home],
    ["aws_cloudwatch_metric_alarm.alarms_mapping_changes_a_not_polled", home],
    ["aws_lambda_event_source_mapping.mapping_changes_a", home],
  ]);
  expect(homes.get("aws_cloudwatch_metric_alarm.alarms_stream_handler_function_errors")).toBe("consumer");
  expect([...homes.keys()].filter((address) => /composite|role|function\./.test(address))).toEqual([]);
});
