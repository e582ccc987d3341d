/** Whether client/ is what the schema and the operations make, and whether the check for it sees when not. */
import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

function check(folder: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["schema/codegen/check.ts", folder], { cwd: root }, (error, out, said) =>
      resolve({ code: error ? 1 : 0, said: out + said }),
    );
  });
}

test("the client is what npm run codegen makes", async () => {
  expect(await check("client")).toEqual({ code: 0, said: "" });
});

test("a client whose lines end as on Windows is the same", async () => {
  await using folder = await copyOfClient();
  const file = join(folder.path, "python/terrarium/client.py");
  await writeFile(file, (await readFile(file, "utf8")).replaceAll("\n", "\r\n"));
  expect(await check(folder.path)).toEqual({ code: 0, said: "" });
});

test("what using a client leaves in its folder is no part of it", async () => {
  await using folder = await copyOfClient();
  for (const left of ["python/terrarium/__pycache__", "typescript/node_modules/graphql-ws"]) {
    await mkdir(join(folder.path, left), { recursive: true });
    await writeFile(join(folder.path, left, "left"), "");
  }
  expect(await check(folder.path)).toEqual({ code: 0, said: "" });
});

test("a file that was changed, taken away or added by hand is found", async () => {
  await using folder = await copyOfClient();
  await appendFile(join(folder.path, "python/terrarium/values.py"), "# by hand\n");
  await writeFile(join(folder.path, "typescript/by-hand.ts"), "export {};\n");
  await rm(join(folder.path, "typescript/graphql.ts"));
  expect(await check(folder.path)).toEqual({
    code: 1,
    said:
      "python/terrarium/values.py differs\ntypescript/by-hand.ts is made by nothing: delete it\ntypescript/graphql.ts is missing\n" +
      "client/ is not current: run npm run codegen.\n",
  });
});

async function copyOfClient(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), "terrarium-client-"));
  await cp(join(root, "client"), path, { recursive: true });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
