/** PostGraphile 5 on the gateway's own tables, set up for production as its documentation has it. A process of its own. */
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";
import { serveParent } from "../machine/child.ts";
import { serveKeyed } from "./keyed-server.ts";
import { POSTGRAPHILE_SCHEMA } from "./postgraphile.ts";
import { LATEST } from "./questions.ts";
import type { ReaderOptions } from "./reader.ts";

serveParent<ReaderOptions, number>(async ({ url, key, poolSize }) => {
  const { createServ } = postgraphile({
    extends: [PostGraphileAmberPreset],
    plugins: [tags()],
    pgServices: [
      makePgService({
        connectionString: url,
        schemas: ["public", POSTGRAPHILE_SCHEMA],
        poolConfig: { max: poolSize },
      }),
    ],
    schema: { defaultBehavior: "+list" },
    grafserv: { graphiql: false, watch: false, websockets: false, outputDataAsString: true },
    grafast: { explain: false },
  });
  const served = createServ(grafserv);
  const handler = served.createHandler();
  await served.ready();
  return await serveKeyed(key, handler);
});

// What the tables do not say by themselves: whose a record is, and what it may be ordered and filtered by.
function tags() {
  const records = LATEST.map(({ table }) => [
    `public.${table}`,
    {
      tags: { foreignKey: "(connection_id) references public.connections (id)" },
      attribute: {
        start_instant: { tags: { behavior: "+orderBy" } },
        key: { tags: { behavior: "+orderBy" } },
        deleted: { tags: { behavior: "+filterBy" } },
      },
    },
  ]);
  return jsonPgSmartTags({ version: 1, config: { class: Object.fromEntries(records) } });
}
