import { noUsage, type Usage, type UsageReport } from "../../../src/protocol/usage.ts";

const TODAY = "2026-11-23";

function day(back: number, counts: Partial<Usage>): Usage & { day: string } {
  return { ...noUsage(), ...counts, day: new Date(Date.parse(TODAY) - back * 86_400_000).toISOString().slice(0, 10) };
}

function quota(name: string, used: number, limit: number) {
  return { name, used, limit, share: used / limit };
}

const quotas = [
  quota("workerRequests", 31_204, 100_000),
  quota("roomRequests", 12_880, 100_000),
  quota("roomDuration", 2_411, 13_000),
  quota("roomRowsWritten", 81_950, 100_000),
  quota("roomRowsRead", 402_118, 5_000_000),
  quota("databaseRowsWritten", 96_204, 100_000),
  quota("databaseRowsRead", 1_210_034, 5_000_000),
];
const names = ["Lobby", "Class 7b", "مجموعة القراءة", "The neighbourhood's garden, compost and bees", "Night shift"];

/** A busy day near the end of its quotas, after a month of ups and downs. */
export const busyDay: UsageReport = {
  today: TODAY,
  resetsAt: Date.parse(TODAY) + 86_400_000,
  plan: "free",
  quotas,
  notices: quotas.filter(({ share }) => share >= 0.8),
  days: Array.from({ length: 26 }, (_, index) => {
    const messages = Math.round(2_000 * (index % 7 < 5 ? 12 + index : 4) + 300 * ((index * 7) % 5));
    return day(25 - index, { messages, rowsWritten: Math.round(messages * 1.1), connections: 120 + 9 * index });
  }),
  rooms: names.map((name, index) => ({
    ...noUsage(),
    id: `room-${index}`,
    name,
    messages: Math.round(40_000 / (index + 1)),
    rowsWritten: Math.round(42_000 / (index + 1)),
    d1RowsWritten: Math.round(45_000 / (index + 1)),
    frames: Math.round(50_000 / (index + 1)),
    connections: 300 - 50 * index,
    awakeMs: 9_000_000 / (index + 1),
    wakeUps: 40 + index,
    most: quota("databaseRowsWritten", 45_000 / (index + 1), 100_000),
  })),
};
