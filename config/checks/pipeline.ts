import { type Draft, entriesOf, entryOf } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { deployRoleName } from "./collisions";
import { repeated } from "./repeated";

/** A role that the stacks of the pipeline make. */
interface MadeRole {
  readonly path: Path;
  /** Account and name, in lower case: names are unique in an account, whatever their path and case. */
  readonly identity: string;
}

/** The roles of a pipeline: the stacks make them, so each needs a name of its own, and an account has only one entry. */
export function checkPipeline(draft: Draft): Problem[] {
  if (!draft.pipeline) return [];
  const twice = doubleAccounts(draft);
  // The roles of an account that is there twice would all be reported.
  return [...deployRoles(draft), ...(twice.length > 0 ? twice : sameNames(draft))];
}

function deployRoles({ accounts, pipeline }: Draft): Problem[] {
  return entriesOf(accounts).flatMap(([key, { deployRole }]) => {
    const path = ["accounts", key, "deployRole"];
    if (deployRole === null && key !== pipeline?.account) {
      return [
        error(
          path,
          "is null, so jobs would have to start in this account",
          "Name the role that the pipeline's stack is to make here, or make this account `pipeline.account`",
        ),
      ];
    }
    if (!isAdministrator(deployRoleName(deployRole), pipeline?.adminRole)) return [];
    return [
      error(
        path,
        "is a role of administrators, and the pipeline's stack makes the deploy role",
        "Name a role that does not exist yet, such as TerraformDeploy",
      ),
    ];
  });
}

/** Roles that AWS makes in member accounts, and the one that deploys the pipeline's stacks. */
function isAdministrator(role: string | undefined, adminRole: string | null | undefined): boolean {
  const administrators = ["OrganizationAccountAccessRole", "AWSControlTowerExecution", adminRole];
  const names = administrators.flatMap((name) => nameOf(name ?? undefined) ?? []);
  return names.includes(nameOf(role) ?? "");
}

function doubleAccounts({ accounts }: Draft): Problem[] {
  const entries = entriesOf(accounts).flatMap(([key, { id }]) => (id === undefined ? [] : [{ key, id }]));
  return repeated(entries, ({ id }) => id).map(({ item, first }) =>
    error(
      ["accounts", item.key, "id"],
      `is also the ID of accounts.${first.key}, and the pipeline's stacks would make its roles twice`,
      "Use one entry for the account",
    ),
  );
}

function sameNames(draft: Draft): Problem[] {
  return repeated(madeRoles(draft), ({ identity }) => identity).map(({ item, first }) =>
    error(
      item.path,
      `is already the name of the role of ${first.path.join(".")}`,
      "Give each role of the pipeline a name of its own",
    ),
  );
}

function madeRoles({ accounts, backend, pipeline }: Draft): MadeRole[] {
  const stateArn = backend?.type === "s3" ? backend.roleArn : undefined;
  const job = entryOf(accounts, pipeline?.account)?.id;
  return [
    ...entriesOf(accounts).flatMap(([key, { id, deployRole }]) => [
      ...made(["accounts", key, "deployRole"], id, deployRoleName(deployRole)),
      ...(deployRole === null
        ? []
        : [
            ...made(["pipeline", "planRole"], id, pipeline?.planRole),
            ...made(["pipeline", "driftRole"], id, pipeline?.driftRole),
          ]),
    ]),
    ...(stateArn === undefined
      ? []
      : [
          ...made(["backend", "roleArn"], stateArn.split(":")[4], stateArn),
          ...made(["pipeline", "planStateRole"], stateArn.split(":")[4], pipeline?.planStateRole),
        ]),
    ...made(["pipeline", "planJobRole"], job, pipeline?.planJobRole),
    ...made(["pipeline", "deployJobRole"], job, pipeline?.deployJobRole),
    ...made(["pipeline", "driftJobRole"], job, pipeline?.driftJobRole),
  ];
}

function made(path: Path, account: string | undefined, role: string | undefined): MadeRole[] {
  const name = nameOf(role);
  return account === undefined || name === undefined ? [] : [{ path, identity: `${account} ${name}` }];
}

function nameOf(role: string | undefined): string | undefined {
  return role?.split("/").at(-1)?.toLowerCase();
}
