// The text of a message: a mark that is in no other place of any frame, by which deliveries are counted; when it was
// sent, and by whom. Then filling, up to the length of an ordinary message.

/** Its byte is counted in what comes in. No protocol here writes it, nor a random id in base64. */
const MARK = "~";
export const MARK_BYTE = MARK.charCodeAt(0);
const TIME_DIGITS = 16;
const SENDER_DIGITS = 5;
/** Characters of every text. */
const LENGTH = 100;
const FILLING = "The quick brown fox jumps over the lazy dog, and the dormouse sleeps through all of it. ".repeat(2);

/** Microseconds by a clock that all processes of the machine share. */
export function clock(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

export function textOf(sentAt: number, sender: number): string {
  const head = `${MARK}${String(sentAt).padStart(TIME_DIGITS, "0")}${String(sender).padStart(SENDER_DIGITS, "0")} `;
  return head + FILLING.slice(0, LENGTH - head.length);
}

/** Calls `found` for every message in a frame. Returns how many there were. */
export function readTexts(frame: string, found: (sentAt: number, sender: number) => void): number {
  let count = 0;
  for (let at = frame.indexOf(MARK); at >= 0; at = frame.indexOf(MARK, at + LENGTH)) {
    count++;
    const end = at + 1 + TIME_DIGITS;
    found(Number(frame.slice(at + 1, end)), Number(frame.slice(end, end + SENDER_DIGITS)));
  }
  return count;
}
