import type { History } from "../history.ts";
import { words } from "../words/words.ts";

/** The line at one end of what is loaded, while there is more. */
export function Wait({ for: which, history }: { for: "older" | "newer"; history: History }) {
  const said = words.value.history;
  const failed = history[which].value === "failed";
  const load = () => (which === "older" ? history.loadOlder() : history.loadNewer());
  return (
    <li class="wait">
      {failed ? (
        <>
          {said.failed}{" "}
          <button type="button" class="text-button" onClick={load}>
            {said.again}
          </button>
        </>
      ) : (
        said[which]
      )}
    </li>
  );
}
