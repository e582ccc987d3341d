/** The whole machine's CPU time since it was started, in microseconds; null on systems without /proc. */
import { readFileSync } from "node:fs";

const MICROS_A_TICK = 10_000;

export type MachineCpu = { busy: number; idle: number };

export function machineCpu(): MachineCpu | null {
  try {
    const [, ...ticks] = readFileSync("/proc/stat", "latin1").split("\n", 1)[0]?.split(/\s+/) ?? [];
    // user nice system idle iowait irq softirq steal; what guests use is in user already.
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks.map(
      (text) => Number(text) * MICROS_A_TICK,
    );
    return { busy: user + nice + system + irq + softirq + steal, idle: idle + iowait };
  } catch {
    return null;
  }
}
