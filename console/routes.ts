import type { ServerResponse } from "node:http";
import { z } from "zod";
import { SandboxError } from "../sandbox/sandbox-error";
import type { ChangeJournal } from "./changes/journal";
import type { Clients } from "./clients";
import { newestFailures } from "./failures";
import { deleteItem, firstItems, putItem } from "./items";
import { logLines } from "./log-lines";
import type { MappingView, Picture, TableView } from "./model";
import type { Redrive } from "./redrive";
import type { Routes } from "./server/http-server";
import type { StreamPolicies } from "./stream-policies";

/** What the routes use. */
export interface RouteParts {
  readonly clients: Clients;
  readonly journal: ChangeJournal;
  readonly policies: StreamPolicies;
  readonly redrive: Redrive;
  /** Explains why a mapping may not perform an action on its table. */
  explain(mapping: MappingView, table: TableView, action: string): Promise<string>;
  picture(): Picture;
  /** Looks at the sandbox again after a change. */
  look(): Promise<void>;
  live(answer: ServerResponse): void;
}

const ofTable = z.strictObject({ table: z.string() });
const put = z.strictObject({ table: z.string(), item: z.string() });
const deletion = z.strictObject({
  table: z.string(),
  keys: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const redriving = z.strictObject({ bucket: z.string(), key: z.string().optional() });

/** What the page may ask for. Only what the picture shows can be named. */
export function routesOf(parts: RouteParts): Routes {
  const { clients, journal, policies, redrive, explain, picture, look, live } = parts;
  const table = (id: unknown) => found(picture().tables, id);
  const changePolicy = (change: (table: TableView) => Promise<void>) => async (body: unknown) => {
    await change(table(checked(ofTable, body).table));
    await look();
  };
  return {
    live,
    get: {
      "/api/items": (query) => firstItems(clients, table(query.get("table"))),
      "/api/failures": (query) => newestFailures(clients, found(picture().buckets, query.get("bucket"))),
      "/api/log": (query) =>
        logLines(clients, found(picture().functions, query.get("function")), {
          from: Number(query.get("from") ?? 0),
          until: query.has("until") ? Number(query.get("until")) : undefined,
          requestId: query.get("request") ?? undefined,
        }),
      "/api/explanation": async (query) => {
        const mapping = found(picture().mappings, query.get("mapping"));
        return { text: await explain(mapping, table(mapping.tableId), deniedAction(mapping)) };
      },
    },
    post: {
      "/api/put": async (body) => {
        const given = checked(put, body);
        await putItem(clients, journal, table(given.table), given.item);
      },
      "/api/delete": async (body) => {
        const given = checked(deletion, body);
        await deleteItem(clients, journal, table(given.table), given.keys);
      },
      "/api/redrive": async (body) => {
        const given = checked(redriving, body);
        const redriven = await redrive(found(picture().buckets, given.bucket), given.key);
        await look();
        return redriven;
      },
      "/api/policy/revoke": changePolicy((one) => policies.revoke(one)),
      "/api/policy/return": changePolicy((one) => policies.restore(one)),
    },
  };
}

function found<View extends { readonly id: string }>(views: readonly View[], id: unknown): View {
  const view = views.find((one) => one.id === id);
  if (view) return view;
  throw new SandboxError(`The environment has no ${String(id)}.`, "Load the page again.");
}

function deniedAction({ id, denial }: MappingView): string {
  if (denial) return denial.action;
  throw new SandboxError(`${id} is not denied any more.`, "Look at its last result.");
}

function checked<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  throw new SandboxError(
    `The request is not as it must be: ${z.prettifyError(error)}`,
    "Load the page again.",
  );
}
