/** The dormouse, curled up asleep. */
export function Dormouse() {
  return (
    <svg class="dormouse" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">
      <Curled />
    </svg>
  );
}

/** Its shapes, for a drawing of 64 by 64. */
export function Curled() {
  return (
    <>
      <circle class="fur" cx="34" cy="32" r="25" />
      <path class="tail" d="M56 40C54 54 42 60 30 59c-8-.7-13-3-16.5-7" />
      <path class="tail leg" d="M38 44c-1-8 4-14 11-15" />
      <path class="face" d="M6 41C4 30 12 22 21 22s15 7 15 15-6 14-15 14S8 49 6 41Z" />
      <circle class="ear" cx="28" cy="20.2" r="6.2" />
      <path class="eye" d="M14 36c2 2.8 6 2.8 8 0" />
      <circle class="eye" cx="6.5" cy="41" r="1.5" />
    </>
  );
}
