import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Bytes of memory (resident set) that the process holds which `parent` has started. Small Linux images have no `ps`, and a Mac has no /proc. */
export function memoryOfChild(parent: number): number {
  const kilobytes = existsSync("/proc/self/status") ? fromProc(parent) : fromPs(parent);
  if (!Number(kilobytes)) throw new Error(`Process ${parent} has started nothing.`);
  return Number(kilobytes) * 1_024;
}

function fromProc(parent: number): string | undefined {
  const child = readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(" ").at(-1);
  return /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child}/status`, "utf8"))?.[1];
}

function fromPs(parent: number): string | undefined {
  const { stdout } = spawnSync("ps", ["-A", "-o", "ppid=,rss="], { encoding: "utf8" });
  const lines = stdout.split("\n").map((line) => line.trim().split(/\s+/));
  return lines.findLast(([ppid]) => Number(ppid) === parent)?.[1];
}
