import { type Grant, permit, type Target } from "../grant";
import { arnOf, iamArn, type Subject, setting } from "../subject";
import { tagging } from "../tagging";
import type { Rows } from "./row";

/** The service that scales tables in DynamoDB's name. */
const SCALER = "dynamodb.application-autoscaling.amazonaws.com";

const CHOSEN_ID = "AWS chooses the ID of a scalable target";

/** Service Authorization Reference, "AWS Application Auto Scaling". */
export const AUTOSCALING_ROWS: Rows = {
  aws_appautoscaling_target: (target) => [
    ...described("DescribeScalableTargets"),
    ...permit(
      { ...targetsOf(target), conditions: ofDimension(target) },
      {
        create: ["RegisterScalableTarget"],
        update: ["RegisterScalableTarget"],
        delete: ["DeregisterScalableTarget"],
      },
    ),
    ...permit(targetsOf(target), { read: ["ListTagsForResource"] }),
    ...tagging(target, "application-autoscaling", targetsOf(target)),
    ...serviceLinkedRole(target),
  ],

  aws_appautoscaling_policy: (policy) => [
    ...described("DescribeScalingPolicies"),
    ...permit(
      { ...targetsOf(policy), conditions: ofDimension(policy) },
      { create: ["PutScalingPolicy"], update: ["PutScalingPolicy"], delete: ["DeleteScalingPolicy"] },
    ),
    ...permit(
      {
        service: "cloudwatch",
        resources: [arnOf(policy, "cloudwatch", `alarm:TargetTracking-${setting(policy, "resource_id")}-*`)],
        because: "Application Auto Scaling chooses the end of its alarms' names",
        documented: 'Application Auto Scaling User Guide, "Identity-based policy examples"',
      },
      {
        create: ["DescribeAlarms", "PutMetricAlarm"],
        update: ["DescribeAlarms", "PutMetricAlarm", "DeleteAlarms"],
        delete: ["DescribeAlarms", "DeleteAlarms"],
      },
    ),
  ],
};

function targetsOf(subject: Subject): Target {
  return {
    service: "application-autoscaling",
    resources: [arnOf(subject, "application-autoscaling", "scalable-target/*")],
    because: CHOSEN_ID,
  };
}

function ofDimension(subject: Subject) {
  return {
    StringEquals: {
      "application-autoscaling:service-namespace": setting(subject, "service_namespace"),
      "application-autoscaling:scalable-dimension": setting(subject, "scalable_dimension"),
    },
  };
}

function described(action: string): Grant[] {
  return permit(
    { service: "application-autoscaling", resources: ["*"], because: `${action} has no resource` },
    { read: [action] },
  );
}

/** AWS makes the role with the first target of an account, on behalf of the one who registers it. */
function serviceLinkedRole(target: Subject): Grant[] {
  const role = "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable";
  return permit(
    {
      service: "iam",
      resources: [iamArn(target, `role/aws-service-role/${SCALER}/${role}`)],
      conditions: { StringEquals: { "iam:AWSServiceName": SCALER } },
      documented: 'Application Auto Scaling User Guide, "Service-linked roles"',
    },
    { create: ["CreateServiceLinkedRole"] },
  );
}
