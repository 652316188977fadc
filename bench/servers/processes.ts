// What the kernel says of a process and all it has started.
import { readFileSync } from "node:fs";

/** Clock ticks a second of /proc's times; 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Ids of a process and of everything it has started. */
function processTree(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return [pid, ...(children === "" ? [] : children.split(" ").flatMap((child) => processTree(Number(child))))];
  } catch {
    return [];
  }
}

/** Seconds of processor time, in user and system mode, that a process and what it has started have used. */
export function cpuSeconds(pid: number): number {
  const ticks = processTree(pid).map((id) => {
    // The name, in brackets, may hold anything.
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1]!.split(" ");
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS;
}

/** Bytes of memory that a process and what it has started hold, pages they share counted once. */
export function memoryBytes(pid: number): number {
  const sizes = processTree(pid).map((id) => {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes) * 1_024;
  });
  return sizes.reduce((sum, each) => sum + each, 0);
}
