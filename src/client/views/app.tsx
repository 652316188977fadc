import { useEffect } from "preact/hooks";
import { useClient } from "./client-context.ts";
import { Dormouse } from "./icons.tsx";
import { Shell } from "./shell.tsx";
import { SignIn } from "./sign-in.tsx";
import { clockTime } from "./times.ts";

/** The page: asks who is there, then shows the rooms. */
export function App() {
  const { session, rooms } = useClient();
  const state = session.state.value;
  const open = rooms.value?.open.value;
  const title = open ? `${open.state.info.value?.name ?? open.id} · Dormouse` : "Dormouse";
  useEffect(() => {
    document.title = title;
  }, [title]);

  switch (state.kind) {
    case "unknown":
      return <main class="welcome" aria-busy="true" />;
    case "unreachable":
      return (
        <main class="welcome">
          <Dormouse />
          <h1>{state.until === null ? "Nobody answers" : "That was all for today"}</h1>
          <p>
            {state.until === null
              ? "The server cannot be reached. Check your connection and try again."
              : `The day's free quota is used up. The chat opens again at ${clockTime(state.until)}.`}
          </p>
          <button type="button" class="button primary" onClick={() => session.begin()}>
            Try again
          </button>
        </main>
      );
    case "signed_out":
      return <SignIn ended={state.ended} />;
    case "signed_in":
      return rooms.value ? <Shell rooms={rooms.value} you={state.user} /> : null;
  }
}
