import { signal } from "@preact/signals";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";

/** True if it can wait; in whichever room one is. */
const later = signal(false);

/** Says that there is a newer version of the page, which comes when it is wanted: what is being written is kept, but not where one was. */
export function NewerVersion() {
  const { hasNewer, renew } = useClient().installation;
  const { newer, reload, later: notNow } = laterWords.value.installation;
  return (
    <div class="banners" role="status">
      {hasNewer.value && !later.value && (
        <p class="banner">
          {newer}{" "}
          <button type="button" class="text-button" onClick={renew}>
            {reload}
          </button>{" "}
          <button type="button" class="text-button" onClick={() => (later.value = true)}>
            {notNow}
          </button>
        </p>
      )}
    </div>
  );
}
