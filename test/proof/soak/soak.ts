/** Full load for a long time, and what it does to the gateway's memory. */
import { openLoad } from "../overload/load.ts";
import { memoryText } from "../overload/overload.ts";
import type { Proof } from "../proof.ts";
import { openFolder } from "../stage/folder.ts";
import { openGatewayProcess } from "../stage/gateway-process.ts";
import { FLAT, growthOf, watchMemory } from "../stage/memory.ts";
import { openPostgres } from "../stage/postgres-server.ts";

const CONNECTIONS = 64;

export const soak: Proof = {
  claim:
    "At full load the gateway's memory stays flat: in the second half it grows by less than a tenth of its mean",
  options: {
    minutes: { default: 10, meaning: "of load" },
    bytes: { default: 8_000, meaning: "of a body" },
  },
  async run(run, { minutes = 0, bytes = 0 }) {
    const folder = await openFolder(run.opened);
    const server = await openPostgres(folder, run.opened, { fsync: true });
    const gateway = await openGatewayProcess(
      { command: run.gateway, databaseUrl: server.url, folder },
      run.opened,
    );
    const load = openLoad(run.opened);
    const plan = {
      port: Number(new URL(gateway.url).port),
      secret: gateway.secret,
      connections: CONNECTIONS,
      bytes,
      rate: null,
    };
    const memory = watchMemory(gateway.pid);
    run.opened.defer(() => memory.stop());
    const progress = run.progress(minutes * 60, "seconds");
    let [taken, odd] = [0, 0];
    // By the minute, so that there is something to show; the load's own memory is free in between.
    for (let minute = 1; minute <= minutes; minute += 1) {
      const result = await load.send({ ...plan, leadSeconds: 0, seconds: 60 });
      taken += result.takenNumbers.length;
      odd += result.refused.count + Object.values(result.odd).reduce((sum, count) => sum + count, 0);
      progress.at(minute * 60, `${taken} deliveries, ${Math.round(memory.samples.at(-1) ?? 0)} MB`);
    }
    progress.end();
    memory.stop();
    const growth = growthOf(memory.samples);
    return {
      counts: { "deliveries answered 200": taken, "memory, MB": memoryText(memory.samples, growth) },
      broken: [
        ...(growth < FLAT ? [] : [`memory grew by ${Math.round(growth * 100)} % in the second half`]),
        ...(odd === 0 ? [] : [`${odd} deliveries were not answered 200`]),
        ...(gateway.endedByItself() > 0 ? ["the gateway ended by itself"] : []),
      ],
    };
  },
};
