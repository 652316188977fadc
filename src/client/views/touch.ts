/** On a phone the return key is the only way to a new line; sending has its button. */
export const touch = matchMedia("(hover: none) and (pointer: coarse)");
