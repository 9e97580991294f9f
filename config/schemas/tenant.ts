import { z } from "zod";
import { about } from "./about";
import { account } from "./account";
import { tags } from "./common";
import { externalId } from "./role";
import { nameOrArn, STREAM_LABEL, sourceFields } from "./source";
import { tableFields } from "./table";

const ID_REMEDY =
  "Use at most 40 lower-case letters, digits and hyphens, with a letter or digit at both ends";

/** One tenant: an account of its own with a table like that of every other tenant of the source. */
export const tenant = z.strictObject({
  tenant: z
    .string(ID_REMEDY)
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, ID_REMEDY)
    .meta(
      about({
        description:
          "ID of the tenant. It is for good: names of stacks, states and mappings contain it. Put it in quotes if it has only digits.",
      }),
    ),
  account: account.shape.id.meta(about({ description: "ID of the tenant's account, 12 digits in quotes." })),
  tableName: nameOrArn.optional().meta(
    about({
      description: "Name of the tenant's table. With `existing`, its ARN does as well.",
      ifAbsent: "the `tableName` of the source",
    }),
  ),
  deployRole: account.shape.deployRole
    .unwrap()
    .optional()
    .meta(
      about({
        description: "Role that Terraform assumes to deploy into the tenant's account.",
        ifAbsent: "that of `tenantAccounts`",
      }),
    ),
  externalId: externalId.optional().meta(
    about({
      description: "The external ID that the trust policy of the tenant's deploy role asks for.",
      ifAbsent: "that of the deploy role's group, if it has one",
    }),
  ),
  tags: tags.optional().meta(
    about({
      description:
        "Tags for every resource of the tenant, beside those of `tenantAccounts`. In a CSV file, each tag has a column: `tag:Team`.",
      ifAbsent: "those of `tenantAccounts`",
    }),
  ),
  enabled: z
    .boolean()
    .optional()
    .meta(
      about({
        description:
          "Whether the mappings of this tenant read. `false` stops them, and they keep their position in the stream, for the 24 hours that it keeps records.",
        ifAbsent: "what the mapping says",
      }),
    ),
  deletionProtection: z
    .boolean()
    .optional()
    .meta(
      about({
        description: "Whether DynamoDB refuses to delete this tenant's table.",
        ifAbsent: "what the source says",
      }),
    ),
  unprotectedBecause: tableFields.unprotectedBecause.meta(
    about({
      description: "Why this tenant's table needs no protection.",
      ifAbsent: "what the source says",
    }),
  ),
  replaceStream: STREAM_LABEL.optional().meta(
    about({
      description:
        "Label of this tenant's stream that a new `streamViewType` may replace: each tenant has a stream of its own.",
      ifAbsent: "what the source says",
    }),
  ),
});

/** What the accounts of all tenants of a source have in common. */
export const tenantAccounts = z.strictObject({
  deployRole: account.shape.deployRole
    .unwrap()
    .optional()
    .meta(
      about({
        description: "Role that Terraform assumes to deploy into a tenant's account.",
        ifAbsent: "`OrganizationAccountAccessRole`",
      }),
    ),
  tags: tags
    .optional()
    .meta(about({ description: "Tags for every resource of every tenant.", ifAbsent: "no tags" })),
});

const TENANTS_REMEDY = "Use a list of tenants, or the name of a CSV or YAML file beside the environment file";

/** A source as a file has it: of one account, or of one account for each tenant. */
export const sourceOrTenants = z
  .strictObject({
    account: sourceFields.account.optional().meta(
      about({
        description:
          "The account that owns the table and its stream, a key of `accounts`. Required unless the source has `tenants`.",
        ifAbsent: "each tenant has its own",
      }),
    ),
    tenants: z
      .union([z.array(tenant), z.string(TENANTS_REMEDY)], TENANTS_REMEDY)
      .optional()
      .meta(
        about({
          description:
            "Makes the source stand for many accounts, one for each tenant: a list, or the name of a `.csv` or `.tenants.yaml` file, from the folder of this file. Everything else in the entry holds for each of them ([scale.md](scale.md)).",
          ifAbsent: "the source is one table in one account",
          examples: [[{ tenant: "acme", account: "123456789012" }], "saas.tenants.csv"],
        }),
      ),
    tenantAccounts: tenantAccounts.optional().meta(
      about({
        description: "What the accounts of all tenants have in common. Only with `tenants`.",
        ifAbsent: "the defaults of an account",
        examples: [{ deployRole: "Deploy", tags: { product: "orders" } }],
      }),
    ),
    ...Object.fromEntries(Object.entries(sourceFields).filter(([key]) => key !== "account")),
  })
  .meta(about({ description: "A table and its stream, or one for each tenant." }));
