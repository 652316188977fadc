import type { QuotaUse } from "../../protocol/usage.ts";
import { usageWords } from "./words/words.ts";

/** A quota's name in words; one that this page does not know yet, as the server calls it. */
export function quotaName({ name }: Pick<QuotaUse, "name">): string {
  const names: Record<string, string> = usageWords.value.quotas.names;
  return (Object.hasOwn(names, name) && names[name]) || name;
}
