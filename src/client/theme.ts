import { Choice } from "./choice.ts";
import type { Memory } from "./surroundings.ts";

export type Theme = "light" | "dark";

/** The colours chosen on this device; null if they follow the system's. */
export function chosenTheme(memory: Memory): Choice<Theme> {
  return new Choice<Theme>(memory, "dormouse:theme", ["light", "dark"]);
}
