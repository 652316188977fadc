import { setTimeout as sleep } from "node:timers/promises";
import type { Audience } from "./generator/audience.ts";
import type { Server } from "./servers/server.ts";
import { type Percentiles, percentiles } from "./statistics.ts";

export interface Load {
  /** Messages a second, in all. */
  rate: number;
  /** Milliseconds before measuring begins, and of measuring. */
  warmUp: number;
  duration: number;
}

/** What came of a load. */
export interface Reading {
  /** Messages a second that were sent, and deliveries a second that arrived. */
  sent: number;
  delivered: number;
  /** Microseconds of the server's processor time for each delivery, and deliveries for each second of it. */
  cpuPerDelivery: number;
  deliveriesPerCpu: number;
  /** Share of one processor that the server and the load generators used, 1 being all of it. */
  serverCpu: number;
  generatorCpu: number;
  /** True if the server did not keep up with what was offered. */
  saturated: boolean;
  /** Milliseconds. */
  receive: Percentiles;
  acknowledge: Percentiles;
}

/** Most messages on their way, in seconds of the rate offered: beyond them the server counts as saturated. */
const IN_FLIGHT_SECONDS = 0.25;

/** Puts a load on a room and reads what it costs. */
export async function measure(server: Server, audience: Audience, { rate, warmUp, duration }: Load): Promise<Reading> {
  await audience.offer({ rate, inFlight: Math.max(50, rate * IN_FLIGHT_SECONDS) });
  await sleep(warmUp);
  const before = await audience.begin();
  const cpuBefore = server.cpu();
  await sleep(duration);
  const after = await audience.count();
  const cpu = server.cpu() - cpuBefore;
  const { receive, acknowledge } = await audience.finish();
  const seconds = (after.at - before.at) / 1e6;
  const deliveries = after.delivered - before.delivered;
  return {
    sent: (after.sent - before.sent) / seconds,
    delivered: deliveries / seconds,
    cpuPerDelivery: (cpu * 1e6) / deliveries,
    deliveriesPerCpu: deliveries / cpu,
    serverCpu: cpu / seconds,
    generatorCpu: (after.cpu - before.cpu) / 1e6 / seconds,
    saturated: after.withheld > 0,
    receive: percentiles(receive),
    acknowledge: percentiles(acknowledge),
  };
}

/** The columns of a table on what deliveries cost. */
export function columns(reading: Reading): Record<string, number> {
  return {
    "µs CPU/delivery": reading.cpuPerDelivery,
    "deliveries/s": reading.delivered,
    "deliveries/CPU s": reading.deliveriesPerCpu,
    "messages/s": reading.sent,
    "receive p50 ms": reading.receive.p50,
    "receive p99 ms": reading.receive.p99,
    "ack p50 ms": reading.acknowledge.p50,
    "ack p99 ms": reading.acknowledge.p99,
    "server CPU": reading.serverCpu,
    "generator CPU": reading.generatorCpu,
  };
}

/** The columns of a table on how long messages take. */
export function timeColumns({ receive, acknowledge }: Reading): Record<string, number> {
  return {
    "receive p50 ms": receive.p50,
    "receive p99 ms": receive.p99,
    "receive p99.9 ms": receive.p999,
    "ack p50 ms": acknowledge.p50,
    "ack p99 ms": acknowledge.p99,
    "ack p99.9 ms": acknowledge.p999,
  };
}

/** The columns of a table on how long messages take under a load. */
export function loadColumns(reading: Reading): Record<string, number> {
  return {
    "messages/s": reading.sent,
    saturated: Number(reading.saturated),
    ...timeColumns(reading),
    "µs CPU/delivery": reading.cpuPerDelivery,
  };
}
