import type { QuotaUse } from "../../protocol/usage.ts";
import { asShare, inFull, quotaName } from "./words.ts";

/** Shares from which on a quota is looked at, and from which on the rooms save. */
const SCARCE = 0.8;
const SAVING = 0.95;

/** Each quota of the day as a bar, with its numbers. */
export function QuotaBars({ quotas }: { quotas: QuotaUse[] }) {
  return (
    <ul class="quotas">
      {quotas.map((quota) => (
        <li key={quota.name} class="quota">
          <span class="quota-name">{quotaName(quota)}</span>
          <span class={quota.share >= SAVING ? "quota-share saving" : "quota-share"}>{asShare(quota.share)}</span>
          <meter
            min={0}
            max={1}
            low={SCARCE}
            high={SAVING}
            optimum={0}
            value={Math.min(1, quota.share)}
            aria-label={quotaName(quota)}
          />
          <span class="quota-numbers">
            {inFull(quota.used)} of {inFull(quota.limit)}
          </span>
        </li>
      ))}
    </ul>
  );
}
