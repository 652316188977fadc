import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type OwnStatus, STANDINGS, type Standing } from "../own-status.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";
import { useSubmission } from "./submission.ts";

/** How others see this person, with what that means for each choice. */
export function StandingSetting({ status }: { status: OwnStatus }) {
  const { busy, refusal, submit } = useSubmission();
  /** What was chosen, until the server has answered. */
  const wanted = useSignal<Standing | null>(null);
  const standing = wanted.value ?? status.standing.value;
  const chosen = useRef<HTMLInputElement>(null);
  const { you } = words.value;
  const { status: said } = laterWords.value;
  useLayoutEffect(() => chosen.current?.focus(), []);

  const choose = async (choice: Standing) => {
    wanted.value = choice;
    if (busy.value) return;
    await submit(async () => {
      // While one choice was on its way the arrows may have gone on to the next.
      for (let told: Standing | null = null; told !== wanted.value; ) {
        told = wanted.value ?? choice;
        await status.choose(told);
      }
    });
    wanted.value = null;
  };
  return (
    <fieldset class="standings">
      <legend>{said.seenAs}</legend>
      {STANDINGS.map((option) => (
        <label key={option} class="standing">
          <input
            type="radio"
            name="standing"
            ref={option === standing ? chosen : null}
            checked={option === standing}
            aria-labelledby={`standing-${option}`}
            aria-describedby={`meaning-${option}`}
            onChange={() => choose(option)}
          />
          <span class={`you-standing ${option}`} id={`standing-${option}`}>
            {you.standings[option]}
          </span>
          <span class="hint" id={`meaning-${option}`}>
            {said.meanings[option]}
          </span>
        </label>
      ))}
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
    </fieldset>
  );
}
