import type { QuotaUse } from "../../protocol/usage.ts";
import { asShare, inFull } from "./figures.ts";
import { quotaName } from "./quota-name.ts";
import { usageWords } from "./words/words.ts";

/** Shares from which on a quota is looked at, and from which on the rooms save. */
const SCARCE = 0.8;
const SAVING = 0.95;

/** Each quota of the day as a bar, with its numbers. */
export function QuotaBars({ quotas }: { quotas: QuotaUse[] }) {
  return (
    <ul class="quotas">
      {quotas.map((quota) => (
        <li key={quota.name} class={`quota ${levelOf(quota.share)}`}>
          <span class="quota-name">{quotaName(quota)}</span>
          <span class="quota-share">{asShare(quota.share)}</span>
          {/* It shows what the words beside it say. */}
          <svg class="bar" aria-hidden="true">
            <rect class="bar-ground" width="100%" height="100%" rx="5" />
            <rect class="bar-fill" width={`${Math.min(100, quota.share * 100)}%`} height="100%" rx="5" />
          </svg>
          <span class="quota-numbers">{usageWords.value.quotas.of(inFull(quota.used), inFull(quota.limit))}</span>
        </li>
      ))}
    </ul>
  );
}

function levelOf(share: number): "plenty" | "scarce" | "saving" {
  if (share >= SAVING) return "saving";
  return share >= SCARCE ? "scarce" : "plenty";
}
