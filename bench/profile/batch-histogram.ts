/** What Terrarium's own metrics say of its batches. */
export type Histogram = { count: number; sum: number; upTo: Map<number, number> };
export type Batches = { size: Histogram; seconds: Histogram };

export async function readBatches(port: number): Promise<Batches> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return {
    size: histogramOf(text, "terrarium_batch_size"),
    seconds: histogramOf(text, "terrarium_batch_seconds"),
  };
}

export function batchesSince(before: Batches, after: Batches): Batches {
  return { size: between(before.size, after.size), seconds: between(before.seconds, after.seconds) };
}

/** The bound under which so large a share of them lies. */
export function boundOf({ count, upTo }: Histogram, share: number): number {
  return [...upTo].find(([, seen]) => seen >= count * share)?.[0] ?? Number.POSITIVE_INFINITY;
}

function histogramOf(text: string, name: string): Histogram {
  const upTo = new Map<number, number>();
  for (const [, bound, seen] of text.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\S+)$`, "gm")))
    upTo.set(bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound), Number(seen));
  const value = (suffix: string) =>
    Number(new RegExp(`^${name}_${suffix} (\\S+)$`, "m").exec(text)?.[1] ?? 0);
  return { count: value("count"), sum: value("sum"), upTo };
}

function between(before: Histogram, after: Histogram): Histogram {
  return {
    count: after.count - before.count,
    sum: after.sum - before.sum,
    upTo: new Map([...after.upTo].map(([bound, seen]) => [bound, seen - (before.upTo.get(bound) ?? 0)])),
  };
}
