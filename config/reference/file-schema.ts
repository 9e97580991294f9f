import { z } from "zod";
import { environmentSchema } from "../schema";
import { sourceOrTenants } from "../schemas/tenant";

const { sources } = environmentSchema.shape;

/**
 * What editors and docs/configuration.md show. A source with `tenants` becomes an ordinary source for each of them
 * before `environmentSchema` sees it.
 */
export const fileSchema = environmentSchema
  .extend({ sources: z.record(sources.keyType, sourceOrTenants).meta(sources.meta() ?? {}) })
  .meta(environmentSchema.meta() ?? {});
