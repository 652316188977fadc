/** One picture, in a colour of skin or not; several may be joined. */
const PICTURE = "(?!\\p{RI})(?:\\p{EPres}|\\p{ExtPict}(?=[\\ufe0f\\p{EMod}]))\\p{EMod}?\\ufe0f?";
const FLAG_OR_KEY = "\\p{RI}{2}|[#*\\d]\\ufe0f\\u20e3";
const ONLY_EMOJI = RegExp(
  `^(?:\\s*(?:${FLAG_OR_KEY}|${PICTURE}(?:\\u200d${PICTURE})*[\\u{e0020}-\\u{e007f}]*)\\s*){1,3}$`,
  "u",
);

/**
 * True if a message is one to three emoji and nothing else, and so shown larger. Of what could be joined this takes more for
 * one emoji than Unicode lists; that list, `\p{RGI_Emoji}`, takes 40 ms when it is first asked, before a message is shown.
 */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= 40 && !/[a-z]/i.test(text) && ONLY_EMOJI.test(text);
}
