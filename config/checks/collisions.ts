import { type ConsumerDraft, type Draft, entriesOf, entryOf } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { draftBucketName } from "./buckets";
import { draftRegion } from "./regions";

/** A resource by the name under which AWS keeps it; two resources of one identity cannot both be created. */
interface Named {
  readonly path: Path;
  readonly what: string;
  readonly name: string;
  /** What must be unique: the kind of resource, where it is, its name. */
  readonly identity: string;
}

/** Two resources that would have the same name in the same place. */
export function checkCollisions(draft: Draft): Problem[] {
  const first = new Map<string, Named>();
  return namedResources(draft).flatMap((named) => {
    const other = first.get(named.identity);
    if (other === undefined) {
      first.set(named.identity, named);
      return [];
    }
    return [
      error(
        named.path,
        `${named.what} "${named.name}" belongs to ${other.path.join(".")} already`,
        "Give one of the two another name",
      ),
    ];
  });
}

function namedResources(draft: Draft): Named[] {
  return [
    ...deployRoles(draft),
    ...stateBucket(draft),
    ...entriesOf(draft.sources).flatMap(([key, source]) => {
      const place = placeOf(draft, source.account, draftRegion(source, draft));
      return named(["sources", key, "tableName"], "the table", source.tableName, place);
    }),
    ...entriesOf(draft.consumers).flatMap(([key, consumer]) => ofConsumer(draft, key, consumer)),
  ];
}

/** IAM keeps role names per account and takes no notice of case. Deploy roles exist already. */
function deployRoles(draft: Draft): Named[] {
  const roles = entriesOf(draft.accounts).flatMap(([key, { id, deployRole }]) =>
    role(["accounts", key, "deployRole"], deployRole ?? undefined, id),
  );
  // Two entries of one account may share their deploy role: nobody creates it.
  return [...new Map(roles.map((resource) => [resource.identity, resource])).values()];
}

function stateBucket({ backend }: Draft): Named[] {
  const name = backend && "bucket" in backend ? backend.bucket : undefined;
  return named(["backend", "bucket"], "the bucket", name, "everywhere");
}

function ofConsumer(draft: Draft, key: string, consumer: ConsumerDraft): Named[] {
  const path = ["consumers", key];
  const account = entryOf(draft.accounts, consumer.account)?.id;
  const place = placeOf(draft, consumer.account, draftRegion(consumer, draft));
  const bucketPath = "failureBucketName" in consumer ? ["failureBucketName"] : ["function", "name"];
  return [
    ...role([...path, "roleName"], consumer.roleName, account),
    ...named([...path, "function", "name"], "the function", consumer.function?.name, place),
    // Bucket names are unique in all of AWS.
    ...named([...path, ...bucketPath], "the bucket", draftBucketName(consumer, draft), "everywhere"),
  ];
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
