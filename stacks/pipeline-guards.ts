import type { PolicyHolder } from "../deploy-policy/deploy-policies";
import type { PolicyStatement } from "../deploy-policy/statements";
import type { ArguedStatement } from "../guards/argued-statement";
import type { GuardSettings } from "../guards/guard-settings";
import { type PipelineRolesOptions, rolesByAccount } from "./pipeline-roles";

/** Lambda's log groups are named exactly; IAM's form of the ARN ends with what is in a group. */
const IN_LOG_GROUP = /:log-group:[^*]+:\*$/;

/** The exceptions to the guards that the roles of a pipeline need, each with its reason. */
export function pipelineGuards(options: PipelineRolesOptions): GuardSettings {
  const { accounts } = options.environment;
  const holders = Object.values(options.holders).flat();
  return {
    accountIds: Object.values(accounts).map(({ id }) => id),
    arguedStatements: [...holders.flatMap(patternsOf), ...trustOfGithub(options)],
  };
}

/** The statements of a deployment's policies that hold patterns, with the reasons that the policies come with. */
function patternsOf({ policies, inexact }: PolicyHolder): ArguedStatement[] {
  return policies
    .flatMap(({ document }) => document.Statement)
    .flatMap((statement) => {
      const because = reasonFor(statement, inexact);
      if (because === "") return [];
      return {
        resourceType: "aws_iam_policy",
        policy: "identity",
        effect: statement.Effect,
        actions: statement.Action,
        resources: statement.Resource,
        ...(statement.Condition && { condition: statement.Condition }),
        because,
      };
    });
}

/** Empty if nothing argues for the statement. */
function reasonFor({ Action, Resource }: PolicyStatement, inexact: PolicyHolder["inexact"]): string {
  const patterns = Resource.filter((resource) => resource.includes("*"));
  if (patterns.length > 0 && patterns.every((resource) => IN_LOG_GROUP.test(resource))) {
    return "the name of the log group is exact, and what follows is in it";
  }
  const texts = inexact.filter(({ actions }) => actions.some((action) => Action.includes(action)));
  return texts.map(({ text }) => text).join("; ");
}

/** GitHub is no role: its tokens are let in with the exact subject and audience only. */
function trustOfGithub(options: PipelineRolesOptions): ArguedStatement[] {
  const roles = [...rolesByAccount(options).values()].flat().filter(({ id }) => id.startsWith("job-"));
  return roles
    .flatMap(({ trust }) => trust)
    .map(({ Principal, Condition, Action }) => ({
      resourceType: "aws_iam_role",
      policy: "trust",
      effect: "Allow",
      ...(typeof Principal === "object" && { principal: Principal }),
      actions: [Action].flat(),
      ...(Condition && { condition: Condition }),
      because: "jobs of one repository, with the exact subject and audience of their tokens",
    }));
}
