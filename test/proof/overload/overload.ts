/** Offers a gateway several times what it can take. */
import type { Proof } from "../proof.ts";
import { openFolder } from "../stage/folder.ts";
import { openGatewayProcess } from "../stage/gateway-process.ts";
import { FLAT, growthOf, watchMemory } from "../stage/memory.ts";
import { openPostgres } from "../stage/postgres-server.ts";
import { openLoad } from "./load.ts";
import type { Times } from "./load-plan.ts";

const CLOSED_LOOP = 256;

export const overload: Proof = {
  claim:
    "Offered more than it can take, a gateway takes nearly as much as ever, and refuses the rest at once",
  options: {
    seconds: { default: 60, meaning: "of overload" },
    times: { default: 5, meaning: "of the peak are offered" },
    bytes: { default: 8_000, meaning: "of a body" },
    connections: { default: 4_000, meaning: "open at the most" },
    peak: { default: 10, meaning: "seconds that the peak is measured for" },
    lead: { default: 4, meaning: "seconds of each before the time that counts" },
    patience: { default: 1_000, meaning: "milliseconds in which the rest must be refused" },
    least: { default: 80, meaning: "per cent of the peak that must get through" },
    growth: { default: FLAT * 100, meaning: "per cent that memory may grow by" },
  },
  async run(run, { seconds = 0, times = 0, bytes = 0, connections = 0, least = 0, ...more }) {
    const { peak: peakSeconds = 0, lead: leadSeconds = 0, patience = 0, growth: mostGrowth = 0 } = more;
    const folder = await openFolder(run.opened);
    const server = await openPostgres(folder, run.opened, { fsync: true, flags: ["max_wal_size=4GB"] });
    const gateway = await openGatewayProcess(
      { command: run.gateway, databaseUrl: server.url, folder },
      run.opened,
    );
    const load = openLoad(run.opened);
    const plan = { port: Number(new URL(gateway.url).port), secret: gateway.secret, bytes, connections };
    run.say(`measuring the peak for ${peakSeconds} s, then offering ${times} times as much for ${seconds} s`);
    const calm = await load.send({
      ...plan,
      connections: CLOSED_LOOP,
      rate: null,
      leadSeconds,
      seconds: peakSeconds,
    });
    const peak = calm.taken.count / peakSeconds;
    const memory = watchMemory(gateway.pid);
    const busy = await load.send({ ...plan, rate: peak * times, leadSeconds, seconds });
    memory.stop();
    const share = busy.taken.count / seconds / peak;
    const growth = growthOf(memory.samples);
    const { rows } = await server.pool.query<{ stored: number }>(
      "select count(*)::int as stored from deliveries",
    );
    const answered = calm.takenNumbers.length + busy.takenNumbers.length;
    return {
      counts: {
        "peak, deliveries a second": Math.round(peak),
        "offered a second": `${Math.round(busy.sentPerSecond)}, ${(busy.sentPerSecond / peak).toFixed(1)} times the peak`,
        "got through a second": `${Math.round(busy.taken.count / seconds)}, ${share.toFixed(2)} of the peak`,
        "answered 200 after": timesText(busy.taken),
        "answered 503 after": timesText(busy.refused),
        "memory, MB": memoryText(memory.samples, growth),
        "load's CPU": `${Math.round(busy.cpuShare * 100)} % of a core`,
        "answered 200, stored": `${answered}, ${rows[0]?.stored}`,
      },
      broken: [
        ...(share * 100 >= least ? [] : [`${share.toFixed(2)} of the peak got through`]),
        ...(busy.refused.count > 0 ? [] : ["nothing was refused"]),
        ...(busy.refused.mostMs <= patience ? [] : [`a refusal took ${busy.refused.mostMs} ms`]),
        ...(busy.withoutRetryAfter === 0 ? [] : [`${busy.withoutRetryAfter} refusals without Retry-After`]),
        ...(growth * 100 < mostGrowth ? [] : [`memory grew by ${Math.round(growth * 100)} %`]),
        ...Object.entries({ ...calm.odd, ...busy.odd }).map(([what, count]) => `${what}: ${count}`),
        ...(rows[0]?.stored === answered
          ? []
          : [`${answered} were answered 200, ${rows[0]?.stored} are stored`]),
        ...(gateway.endedByItself() > 0 ? ["the gateway ended by itself"] : []),
      ],
    };
  },
};

function timesText({ count, p50Ms, p99Ms, mostMs }: Times): string {
  return `${p50Ms} ms at the median, ${p99Ms} at the 99th of a hundred, ${mostMs} at the most (${count})`;
}

/** The least, the most, and the growth of the second half. */
export function memoryText(samples: readonly number[], growth: number): string {
  const [least, most] = [Math.min(...samples), Math.max(...samples)].map(Math.round);
  return `${least} to ${most}, second half ${growth < 0 ? "" : "+"}${(growth * 100).toFixed(1)} %`;
}
