import { words } from "../words/words.ts";
import { Curled } from "./dormouse.tsx";

/** The name of the whole, in which the dormouse has found a place to sleep. */
export function Wordmark() {
  return (
    <svg class="wordmark" viewBox="0 0 187 33" role="img" aria-label={words.value.app.name}>
      <path d="M20 3v25m0-8a8 8 0 1 1-16 0 8 8 0 0 1 16 0m33-8v16m0-8a8 8 0 0 1 7.5-8m6.5 0v16m0-9.5a6.5 6.5 0 0 1 13 0V28m0-9.5a6.5 6.5 0 0 1 13 0V28m23-8a8 8 0 1 1-16 0 8 8 0 0 1 16 0m8-8v8.5a7.5 7.5 0 0 0 15 0V12v16m19-13.5c-1.5-1.7-3.400-2.5-5.600-2.5-3.2 0-5.400 1.5-5.400 3.900 0 5.300 11.5 2.900 11.5 8.2 0 2.5-2.400 3.900-5.8 3.900-2.600 0-4.8-.9-6.2-2.8M166 20h16a8 8 0 1 0-2.600 5.900" />
      <g transform="translate(23.6 4.7) scale(.4)">
        <Curled />
      </g>
    </svg>
  );
}
