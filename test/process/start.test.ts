import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { freePort } from "./free-port.ts";
import { temporaryFolder } from "./temporary-folder.ts";

it("npm start serves the page and the API, and leaves no process behind when it is ended", async () => {
  const port = await freePort("localhost");
  const started = start("--port", String(port));
  const health = await untilAnswer(`http://localhost:${port}/api/health`, started);
  expect(await health.json()).toMatchObject({ ok: true });
  const page = await fetch(`http://localhost:${port}/`);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(await page.text()).toContain("/build/main.js");

  const [, token] = /operator's token, kept in \.dev\.vars: ([\w-]{43})\n/.exec(started.output()) ?? [];
  expect(started.output()).toContain(`What is used: http://localhost:${port}/usage\n`);
  const usage = (headers: Record<string, string>) => fetch(`http://localhost:${port}/api/usage`, { headers });
  expect((await usage({ authorization: `Bearer ${token}` })).status).toBe(200);
  expect((await usage({ authorization: "Bearer x" })).status).toBe(401);
  expect(await (await fetch(`http://localhost:${port}/usage`)).text()).toContain("/build/usage.js");

  const pids = descendants(Number(started.child.pid));
  expect(pids.length).toBeGreaterThan(1);
  started.child.kill("SIGTERM");
  const [code] = await once(started.child, "exit");
  expect(code).toBe(128 + 15);
  await expect.poll(() => pids.filter(isRunning), { timeout: 5_000 }).toEqual([]);
});

it("npm start ends with wrangler, and leaves no process behind when that is killed", async () => {
  const port = await freePort("localhost");
  const started = start("--port", String(port));
  await untilAnswer(`http://localhost:${port}/api/health`, started);
  const pids = descendants(Number(started.child.pid));
  const [, wrangler] = pids;
  process.kill(Number(wrangler), "SIGKILL");
  await once(started.child, "exit");
  await expect.poll(() => pids.filter(isRunning), { timeout: 5_000 }).toEqual([]);
});

it("npm start says which port is taken", async () => {
  const port = await freePort("localhost");
  const server = createServer().listen(port, "localhost");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { child, output } = start("--port", String(port));
  const [code] = await once(child, "exit");
  expect(code).toBe(1);
  expect(output()).toContain(`Port ${port} is in use`);
});

function start(...args: string[]) {
  const child = spawn(process.execPath, ["scripts/start.mjs", "--", ...args, "--persist-to", temporaryFolder()]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return { child, output: () => output };
}

async function untilAnswer(url: string, { child, output }: { child: ChildProcess; output: () => string }) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${output()}`);
    try {
      return await fetch(url);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** `pid` and all it has started, directly or not. */
function descendants(pid: number): number[] {
  const family = [pid];
  const running = processes();
  for (const member of family)
    family.push(...running.filter(({ parent }) => parent === member).map((child) => child.pid));
  return family;
}

function isRunning(pid: number): boolean {
  return processes().some((process) => process.pid === pid);
}

interface Process {
  pid: number;
  parent: number;
}

/** Everything that runs on this machine, without those that ended and wait for their parent to notice. */
function processes(): Process[] {
  return processTable()
    .map((line) => line.trim().split(/\s+/))
    .filter(([, state = "Z"]) => !state.startsWith("Z"))
    .map(([pid, , parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** Lines of process id, state, and parent's id. Small Linux images have no `ps`, and a Mac has no /proc. */
function processTable(): string[] {
  if (!existsSync("/proc/self/stat")) {
    return spawnSync("ps", ["-A", "-o", "pid=,stat=,ppid="], { encoding: "utf8" }).stdout.trim().split("\n");
  }
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      // The name stands in parentheses before the state, and may itself hold some.
      return [`${pid} ${readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "")}`];
    } catch {
      return [];
    }
  });
}
