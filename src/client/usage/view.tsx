import type { UsageReport } from "../../protocol/usage.ts";
import { Dormouse } from "../views/dormouse.tsx";
import { clockTime } from "../views/times.ts";
import { DaysChart } from "./days-chart.tsx";
import { asShare, dayInFull } from "./figures.ts";
import { QuotaBars } from "./quota-bars.tsx";
import { quotaName } from "./quota-name.ts";
import { RoomsTable } from "./rooms-table.tsx";
import { Unlock } from "./unlock.tsx";
import type { UsagePage, UsageState } from "./usage.ts";
import { usageWords } from "./words/words.ts";

/** The operator's page: what is used of the day's quotas, of late, and by whom. */
export function UsageView({ page }: { page: UsagePage }) {
  const state = page.state.value;
  const { failure } = usageWords.value;
  switch (state.kind) {
    case "loading":
      return <main class="welcome" aria-busy="true" />;
    case "locked":
      return <Unlock page={page} refused={state.refused} />;
    case "failed":
      return (
        <main class="welcome">
          <Dormouse />
          <h1>{failure.heading}</h1>
          <p>{failureWords(state)}</p>
          <button type="button" class="button primary" onClick={() => page.refresh()}>
            {failure.again}
          </button>
          <button type="button" class="text-button" onClick={() => page.lock()}>
            {failure.otherToken}
          </button>
        </main>
      );
    case "shown":
      return <Report page={page} report={state.report} />;
  }
}

function failureWords({ reason, until }: UsageState & { kind: "failed" }): string {
  const { failure } = usageWords.value;
  if (until !== null) return failure.spent(clockTime(until));
  return reason === "no_operator" ? failure.noOperator : failure.unreachable;
}

function Report({ page, report }: { page: UsagePage; report: UsageReport }) {
  const said = usageWords.value;
  const { today, resetsAt, plan, quotas, notices, rooms } = report;
  return (
    <main class="usage">
      <header class="usage-head">
        <div>
          <h1>{said.heading}</h1>
          <p class="hint">{said.asOf(dayInFull(today), clockTime(resetsAt))}</p>
        </div>
        <div class="usage-actions">
          <button type="button" class="button" onClick={() => page.refresh()}>
            {said.refresh}
          </button>
          <button type="button" class="button" onClick={() => page.lock()}>
            {said.lock}
          </button>
        </div>
      </header>
      {notices.length > 0 && (
        <section class="notice" aria-label={said.notices.label}>
          {notices.map((quota) => (
            <p key={quota.name}>
              <strong>{quotaName(quota)}:</strong> {said.notices.used(asShare(quota.share))}
              {quota.share >= 0.95 && ` ${said.notices.saving}`}
            </p>
          ))}
        </section>
      )}
      <section class="card" aria-labelledby="today">
        <div class="card-head">
          <h2 id="today">{said.quotas.heading}</h2>
        </div>
        {plan === "paid" ? <p class="hint">{said.quotas.paid}</p> : <QuotaBars quotas={quotas} />}
      </section>
      <DaysChart report={report} />
      <section class="card" aria-labelledby="rooms">
        <div class="card-head">
          <h2 id="rooms">{said.rooms.heading}</h2>
        </div>
        <RoomsTable rooms={rooms} withShares={plan === "free"} />
      </section>
    </main>
  );
}
