import type { Proof } from "../proof.ts";
import { runFullDisk } from "./full-disk.ts";
import { runKills } from "./kills.ts";

export const crash: Proof = {
  claim:
    "What was answered 200 is there and applied, once, and told once, though the gateway, PostgreSQL or the disk fails",
  options: {
    kills: { default: 200, meaning: "SIGKILLs, each of the gateway or of the whole PostgreSQL" },
    seed: { default: 1, meaning: "what is sent, whom a kill meets, and when" },
    connections: { default: 16, meaning: "deliveries at once" },
    "longest-life": {
      default: 1200,
      meaning: "milliseconds between a recovery and the next kill, at the most",
    },
    "full-for": { default: 4_000, meaning: "milliseconds that the disk stays full after the first refusal" },
  },
  async run(run, { kills = 0, seed = 0, connections = 0, ...more }) {
    const { "longest-life": longestLifeMs = 0, "full-for": fullForMs = 0 } = more;
    const killed = await runKills(run, { kills, seed, connections, longestLifeMs });
    const disk = await runFullDisk(run, { seed, fullForMs });
    return { counts: { ...killed.counts, ...disk.counts }, broken: [...killed.broken, ...disk.broken] };
  },
};
