import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** Builds what `npm start` would serve; what the compiler says goes to standard error. */
export async function build(): Promise<void> {
  const child = spawn("npm", ["run", "--silent", "build"], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  const [code] = await once(child, "exit");
  if (code !== 0)
    throw new Error("Terrarium does not build: mend it, or measure dist as it is with --no-build.");
}
