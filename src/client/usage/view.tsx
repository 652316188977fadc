import type { UsageReport } from "../../protocol/usage.ts";
import { Dormouse } from "../views/icons.tsx";
import { clockTime } from "../views/times.ts";
import { DaysChart } from "./days-chart.tsx";
import { QuotaBars } from "./quota-bars.tsx";
import { RoomsTable } from "./rooms-table.tsx";
import { Unlock } from "./unlock.tsx";
import type { UsagePage, UsageState } from "./usage.ts";
import { asShare, dayInFull, quotaName } from "./words.ts";

/** The operator's page: what is used of the day's quotas, of late, and by whom. */
export function UsageView({ page }: { page: UsagePage }) {
  const state = page.state.value;
  switch (state.kind) {
    case "loading":
      return <main class="welcome" aria-busy="true" />;
    case "locked":
      return <Unlock page={page} refused={state.refused} />;
    case "failed":
      return (
        <main class="welcome">
          <Dormouse />
          <h1>No figures</h1>
          <p>{failureWords(state)}</p>
          <button type="button" class="button primary" onClick={() => page.refresh()}>
            Try again
          </button>
          <button type="button" class="text-button" onClick={() => page.lock()}>
            Another token
          </button>
        </main>
      );
    case "shown":
      return <Report page={page} report={state.report} />;
  }
}

function failureWords({ reason, until }: UsageState & { kind: "failed" }): string {
  if (until !== null) {
    return `The day's quota is spent, and without it the figures cannot be read. They are back at ${clockTime(until)}.`;
  }
  if (reason === "no_operator") return "This deployment has no OPERATOR_TOKEN, so nobody is its operator.";
  return "The server cannot be reached. Check your connection and try again.";
}

function Report({ page, report }: { page: UsagePage; report: UsageReport }) {
  const { today, resetsAt, plan, quotas, notices, rooms } = report;
  return (
    <main class="usage">
      <header class="usage-head">
        <div>
          <h1>What is used</h1>
          <p class="hint">
            {dayInFull(today)}, until {clockTime(resetsAt)} your time. As new as the last batch of each room.
          </p>
        </div>
        <div class="usage-actions">
          <button type="button" class="button" onClick={() => page.refresh()}>
            Refresh
          </button>
          <button type="button" class="button" onClick={() => page.lock()}>
            Lock
          </button>
        </div>
      </header>
      {notices.length > 0 && (
        <section class="notice" aria-label="Notices">
          {notices.map((quota) => (
            <p key={quota.name}>
              <strong>{quotaName(quota)}:</strong> {asShare(quota.share)} of the day's quota is used.
              {quota.share >= 0.95 && " Rooms do without typing, then presence in detail, then read markers."}
            </p>
          ))}
        </section>
      )}
      <section class="card" aria-labelledby="today">
        <div class="card-head">
          <h2 id="today">Today's quotas</h2>
        </div>
        {plan === "paid" ? (
          <p class="hint">A paid plan has no quotas by the day. What is used is charged by the month.</p>
        ) : (
          <QuotaBars quotas={quotas} />
        )}
      </section>
      <DaysChart report={report} />
      <section class="card" aria-labelledby="rooms">
        <div class="card-head">
          <h2 id="rooms">Rooms that use most today</h2>
        </div>
        <RoomsTable rooms={rooms} withShares={plan === "free"} />
      </section>
    </main>
  );
}
