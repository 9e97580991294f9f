import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { LoadedEnvironment } from "../config/load-environment";
import { requireRunning } from "../sandbox/require-running";
import { streamMappingStatus } from "../sandbox/stream-mapping-service";
import type { Change } from "./changes/change";
import { ChangeJournal } from "./changes/journal";
import { Clients } from "./clients";
import { Audience } from "./live/audience";
import { readFeed } from "./live/feed-reader";
import type { Happening } from "./live/happening";
import { Watch } from "./live/watch";
import { outlineOf } from "./outline";
import { redriving } from "./redrive";
import { rootSessions } from "./root-sessions";
import { routesOf } from "./routes";
import { listen } from "./server/http-server";
import { StreamPolicies } from "./stream-policies";

/** A console that is served. */
export interface RunningConsole {
  /** Address of the page. The token behind `#` stays in the browser: it is in no request for a page and in no log. */
  readonly url: string;
  /** Stops serving; the sandbox goes on. */
  stop(): Promise<void>;
}

/**
 * Serves the console of an environment in the running sandbox, on 127.0.0.1.
 * @param port 0 for any free one
 * @throws SandboxError if the port cannot be used
 */
export async function startConsole(loaded: LoadedEnvironment, port: number): Promise<RunningConsole> {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const clients = new Clients(requireRunning);
  const policies = new StreamPolicies(clients);
  const mappings = async () => (await streamMappingStatus(requireRunning().streamMappings.url)).mappings;
  const audience = new Audience(() => void watch.look());
  const watch = new Watch(outlineOf(loaded), { clients, policies, mappings }, (picture) =>
    audience.tell("picture", picture),
  );
  const journal = new ChangeJournal((change: Change) => audience.tell("change", change));
  const connect = rootSessions(requireRunning);
  const routes = routesOf({
    clients,
    journal,
    policies,
    redrive: redriving(loaded.environment, connect, stopping.signal),
    // Loaded when somebody asks: the simulator takes its time, and the page need not wait for it.
    explain: async (mapping, table, action) => {
      const { explanationOf } = require("./explanation") as typeof import("./explanation");
      return explanationOf(mapping, table, action, { loaded, clients, connect });
    },
    picture: () => watch.picture,
    look: () => watch.look(),
    live: (answer) =>
      audience.join(answer, [
        ["picture", watch.picture],
        ["changes", journal.all()],
      ]),
  });
  const token = randomBytes(24).toString("base64url");
  const { server, port: ownPort } = await listen(routes, token, port);
  const work = [
    watch.run(() => audience.isEmpty, stopping.signal),
    readFeed(requireRunning, (happening) => heard(watch, journal, happening), stopping.signal),
  ];
  return {
    url: `http://127.0.0.1:${ownPort}/#token=${token}`,
    async stop() {
      stopping.abort();
      audience.dismiss();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, ...work]);
      clients.close();
    },
  };
}

async function heard(watch: Watch, journal: ChangeJournal, happening: Happening): Promise<void> {
  if (happening.kind === "mapping-changed") return watch.lookAtMappings();
  const mapping = await watch.mapping(happening.mapping);
  if (mapping) journal.note(mapping, happening);
}
