import { words } from "../words/words.ts";

/** How much more fits into a message that is nearly full, or by how much it is too long. @param left null while plenty does */
export function LengthLine({ left }: { left: number | null }) {
  const { composer } = words.value;
  const isOver = left !== null && left < 0;
  return (
    <>
      {left !== null && (
        <p class={isOver ? "composer-length over" : "composer-length"} id="composer-length">
          {isOver ? composer.tooLong(-left) : composer.left(left)}
        </p>
      )}
      {/* Read out when it begins to matter, not with every letter. */}
      <span class="for-readers" role="status">
        {left === null ? "" : isOver ? composer.isTooLong : composer.isNearlyFull}
      </span>
    </>
  );
}
