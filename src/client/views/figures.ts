import { computed } from "@preact/signals";
import { locale } from "../words/languages.ts";

const format = computed(() => new Intl.NumberFormat(locale.value));

/** A number as the reader's language and country write it. */
export function inFigures(value: number): string {
  return format.value.format(value);
}
