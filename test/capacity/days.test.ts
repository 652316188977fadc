import { expect, inject, test, vi } from "vitest";
import measured from "../../bench/results/days.json" with { type: "json" };
import type { Usage } from "../../src/protocol/usage.ts";
import { live } from "./day.ts";
import { GROUPS, type GroupName, type Stored } from "./groups.ts";

vi.setConfig({ testTimeout: 1_200_000 });

declare module "vitest" {
  interface TaskMeta {
    /** For `npm run capacity`, which takes it down. */
    day?: { name: GroupName; usage: Usage; stored: Stored };
  }
}

const days = inject("measuring") ? (Object.keys(GROUPS) as GroupName[]) : (["table"] satisfies GroupName[]);

test.for(days)("a day costs what docs/capacity.md says: %s", async (name, { task }) => {
  const { usage, stored } = await live(GROUPS[name]);
  task.meta.day = { name, usage, stored };
  if (!inject("measuring"))
    expect(usage, "Run `npm run capacity`.").toEqual((measured as Partial<Record<GroupName, Usage>>)[name]);
});
