import { computed } from "@preact/signals";
import { locale } from "../words/languages.ts";

const format = computed(() => new Intl.NumberFormat(locale.value));

/** A number as the reader's language and country write it. */
export function inFigures(value: number): string {
  return format.value.format(value);
}

/** A number for where there is space for two digits: "99+" for more. */
export function shortFigure(count: number): string {
  return count > 99 ? `${format.value.format(99)}+` : format.value.format(count);
}
