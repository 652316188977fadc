import { words } from "../words/words.ts";
import { Dormouse } from "./dormouse.tsx";

/** What is shown until it is known who is there, if that takes long enough to be seen. */
export function Opening() {
  return (
    <main class="welcome late" aria-busy="true">
      <Dormouse />
      <h1>{words.value.opening}</h1>
    </main>
  );
}
