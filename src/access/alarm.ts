/** As long as a timer of Node's can wait: a longer one would ring at once. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Rings once, when that time has come, however far off it is; the function that it gives ends the wait. */
export function alarm(atMs: number, ring: () => void, clock: () => number = Date.now): () => void {
  const wait = (): NodeJS.Timeout => {
    const left = Math.max(atMs - clock(), 0);
    const wake = () => {
      if (clock() >= atMs) ring();
      else timer = wait();
    };
    return setTimeout(wake, Math.min(left, LONGEST_WAIT_MS)).unref();
  };
  let timer = wait();
  return () => clearTimeout(timer);
}
