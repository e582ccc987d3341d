import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A command as somebody runs it: a process of its own. */
export async function runOperator(command: URL, given: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [fileURLToPath(command), ...given], {
    env: { PATH: "/usr/bin:/bin", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const [code] = await once(child, "close");
  return { code, out, err };
}
