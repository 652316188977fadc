import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { Dormouse } from "./dormouse.tsx";
import { Opening } from "./opening.tsx";
import { Shell } from "./shell.tsx";
import { SignIn } from "./sign-in.tsx";
import { useTabTitle } from "./tab-title.ts";
import { resetTime } from "./times.ts";

/** The page: asks who is there, then shows the rooms. */
export function App() {
  const { session, rooms, today } = useClient();
  const state = session.state.value;
  const { unreachable } = words.value;
  useTabTitle();

  switch (state.kind) {
    case "unknown":
      return <Opening />;
    case "unreachable":
      return (
        <main class="welcome">
          <Dormouse />
          <h1>{state.until === null ? unreachable.heading : unreachable.spentHeading}</h1>
          <p>{state.until === null ? unreachable.text : unreachable.spent(resetTime(state.until, today.value))}</p>
          <button
            type="button"
            class="button primary"
            aria-disabled={session.isAsking.value}
            onClick={() => void session.begin()}
          >
            {session.isAsking.value ? unreachable.asking : unreachable.again}
          </button>
        </main>
      );
    case "signed_out":
      return <SignIn ended={state.ended} />;
    case "signed_in":
      return rooms.value ? <Shell rooms={rooms.value} you={state.user} /> : <Opening />;
  }
}
