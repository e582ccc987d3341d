/** What V8's sampling profiler found, by where the time was spent. */
import type { Profiler, Runtime } from "node:inspector/promises";

export type CpuProfile = Profiler.Profile;
type CallFrame = Runtime.CallFrame;

/** In seconds of the clock, also those in which a thread that has work does not get a core. */
export type CpuShares = {
  seconds: number;
  idleSeconds: number;
  /** By a folder of ours or a package, with what it calls of Node's and V8's; the rest by what it is. */
  modules: Map<string, number>;
  /** Self time, by function. */
  functions: Map<string, number>;
  /** Time in a function of ours and in all that it called, before it waited for anything. */
  inclusive: Map<string, number>;
};

const IDLE = "(idle)";

type Node = { module: string; name: string; ours: string[] };

export function cpuSharesOf({ nodes, samples = [], timeDeltas = [] }: CpuProfile): CpuShares {
  const known = placed(nodes);
  const shares: CpuShares = {
    seconds: 0,
    idleSeconds: 0,
    modules: new Map(),
    functions: new Map(),
    inclusive: new Map(),
  };
  for (const [i, sample] of samples.entries()) {
    const node = known.get(sample);
    // A sample stands for the time until the next one.
    const seconds = Math.max(0, timeDeltas[i + 1] ?? 0) / 1e6;
    if (node === undefined) continue;
    shares.seconds += seconds;
    if (node.module === IDLE) {
      shares.idleSeconds += seconds;
      continue;
    }
    add(shares.modules, node.module, seconds);
    add(shares.functions, node.name, seconds);
    for (const name of node.ours) add(shares.inclusive, name, seconds);
  }
  return shares;
}

function placed(nodes: CpuProfile["nodes"]): Map<number, Node> {
  const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const known = new Map<number, Node>();
  for (const { id, callFrame } of nodes) {
    const ours = new Set<string>();
    let caller: CallFrame | null = null;
    let module: string | null = null;
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = frames.get(at);
      if (frame === undefined) continue;
      const own = moduleOf(frame);
      module ??= own;
      if (own?.startsWith("src")) ours.add(nameOf(frame));
      // What has no file is V8's or C++'s own: it says more with who called it.
      if (caller === null && frame.url !== "") caller = frame;
    }
    const name =
      callFrame.url === "" && caller ? `${nameOf(callFrame)} < ${nameOf(caller)}` : nameOf(callFrame);
    known.set(id, { module: module ?? restOf(callFrame), name, ours: [...ours] });
  }
  return known;
}

/** Null for what is Node's or V8's. */
function moduleOf({ url }: CallFrame): string | null {
  const packages = url.split("/node_modules/");
  if (packages.length > 1) return /^(@[^/]+\/)?[^/]+/.exec(packages.at(-1) ?? "")?.[0] ?? null;
  const ours = /\/dist\/(src\/.*)$/.exec(url)?.[1];
  return ours === undefined ? null : ours.split("/").slice(0, -1).join("/");
}

function restOf({ functionName, url }: CallFrame): string {
  if (functionName === IDLE || functionName === "(garbage collector)") return functionName;
  return url.startsWith("node:") || url === "" ? "Node by itself: HTTP, sockets, timers" : "this watch";
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const file = url
    .replace(/^.*\/node_modules\//, "")
    .replace(/^.*\/dist\/src\//, "src/")
    .replace(/^file:.*\//, "");
  return `${functionName || "(anonymous)"}${file ? ` ${file}:${lineNumber + 1}` : ""}`;
}

function add(map: Map<string, number>, name: string, seconds: number): void {
  map.set(name, (map.get(name) ?? 0) + seconds);
}
