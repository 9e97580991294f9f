import { type AccountDraft, type ConsumerDraft, type Draft, entriesOf, entryOf } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { draftBucketName } from "./buckets";
import { functionsIn, type PlacedFunction, tablesIn } from "./parts";
import { draftRegion } from "./regions";
import { repeated } from "./repeated";

/** A resource by its name in AWS; two resources with the same identity cannot both be created. */
interface Named {
  readonly path: Path;
  readonly what: string;
  readonly name: string;
  /** What must be unique: the kind of resource, where it is, its name. */
  readonly identity: string;
}

/** Resources that would have the same name in the same place. */
export function checkCollisions(draft: Draft): Problem[] {
  return repeated(namedResources(draft), ({ identity }) => identity).map(({ item, first }) =>
    error(
      item.path,
      `${item.what} "${item.name}" is already defined by ${first.path.join(".")}`,
      "Rename one of the two",
    ),
  );
}

/** What the file names in AWS. */
export function namedResources(draft: Draft): Named[] {
  return [
    ...deployRoles(draft),
    ...stateRole(draft),
    ...stateBucket(draft),
    ...tablesIn(draft).flatMap(({ path, table, source }) => {
      const place = placeOf(draft, source.account, draftRegion(source, draft));
      return named([...path, "tableName"], "the table", table.tableName, place);
    }),
    ...accessRoles(draft),
    ...functionsIn(draft).flatMap((fn) => ofFunction(draft, fn)),
    ...entriesOf(draft.consumers).flatMap(([key, consumer]) => [
      ...operatorRole(draft, key, consumer),
      ...failureBucket(draft, key, consumer),
      ...ledger(draft, key, consumer),
    ]),
  ];
}

/** Role names are unique within an account, regardless of case. Deploy roles already exist. */
function deployRoles(draft: Draft): Named[] {
  const roles = entriesOf(draft.accounts).flatMap(([key, { id, deployRole }]) =>
    role(["accounts", key, "deployRole"], deployRoleName(deployRole), id),
  );
  // Two entries for one account may share their deploy role, which no stack creates.
  return [...new Map(roles.map((resource) => [resource.identity, resource])).values()];
}

/** Name of an account's deploy role, with its path if it has one; undefined if there is none. */
export function deployRoleName(deployRole: AccountDraft["deployRole"]): string | undefined {
  return typeof deployRole === "string" ? deployRole : deployRole?.name;
}

/** Existing, like the deploy roles. One role may be both. */
function stateRole(draft: Draft): Named[] {
  const { backend } = draft;
  const arn = backend?.type === "s3" ? backend.roleArn : undefined;
  const deploying = deployRoles(draft).map(({ identity }) => identity);
  return role(["backend", "roleArn"], arn, arn?.split(":")[4]).filter(
    ({ identity }) => !deploying.includes(identity),
  );
}

function stateBucket({ backend }: Draft): Named[] {
  const name = backend && "bucket" in backend ? backend.bucket : undefined;
  return named(["backend", "bucket"], "the bucket", name, "everywhere");
}

function accessRoles(draft: Draft): Named[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => {
    const account = entryOf(draft.accounts, source.account)?.id;
    return entriesOf(source.accessRoles).flatMap(([name, { roleName }]) =>
      role(["sources", key, "accessRoles", name, "roleName"], roleName, account),
    );
  });
}

function ofFunction(draft: Draft, { consumer: key, path, owner }: PlacedFunction): Named[] {
  const consumer = entryOf(draft.consumers, key);
  const account = entryOf(draft.accounts, consumer?.account)?.id;
  const place = consumer && placeOf(draft, consumer.account, draftRegion(consumer, draft));
  return [
    ...role([...path, "roleName"], owner.roleName, account),
    ...named([...path, "function", "name"], "the function", owner.function?.name, place),
  ];
}

function operatorRole(draft: Draft, key: string, { account, operatorRole: config }: ConsumerDraft): Named[] {
  const id = entryOf(draft.accounts, account)?.id;
  return role(["consumers", key, "operatorRole", "roleName"], config?.roleName, id);
}

function ledger(draft: Draft, key: string, consumer: ConsumerDraft): Named[] {
  const place = placeOf(draft, consumer.account, draftRegion(consumer, draft));
  const path = ["consumers", key, "usageMeter", "ledgerTableName"];
  return named(path, "the table", consumer.usageMeter?.ledgerTableName, place);
}

/** Bucket names are unique in all of AWS. */
function failureBucket(draft: Draft, key: string, consumer: ConsumerDraft): Named[] {
  const path = "failureBucketName" in consumer ? ["failureBucketName"] : ["function", "name"];
  return named(["consumers", key, ...path], "the bucket", draftBucketName(consumer, draft), "everywhere");
}

function role(path: Path, name: string | undefined, account: string | undefined): Named[] {
  const [resource] = named(path, "the role", name?.split("/").at(-1), account);
  return resource ? [{ ...resource, identity: resource.identity.toLowerCase() }] : [];
}

function named(path: Path, what: string, name: string | undefined, place: string | undefined): Named[] {
  if (name === undefined || place === undefined) return [];
  return [{ path, what, name, identity: `${what} ${place} ${name}` }];
}

function placeOf(draft: Draft, account: string | undefined, region: string | undefined): string | undefined {
  const id = entryOf(draft.accounts, account)?.id;
  return id === undefined || region === undefined ? undefined : `${id} ${region}`;
}
