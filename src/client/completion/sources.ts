import type { RoomInfo } from "../../protocol/model.ts";
import { codeOf, type Emoji } from "../emoji/emoji.ts";
import { findEmoji } from "../emoji/search.ts";
import { commandsFor } from "./commands.ts";
import type { Option } from "./option.ts";
import { type Company, peopleFor } from "./people.ts";
import { OPTIONS_SHOWN } from "./rank.ts";
import { roomsFor } from "./rooms.ts";
import type { Trigger } from "./trigger.ts";

/** What there is to complete with; read only for the kind that is being typed, so that nothing else is watched. */
export interface Stock {
  company(): Company;
  rooms(): readonly RoomInfo[];
  /** Empty until they are loaded. */
  emoji(): readonly Emoji[];
  recentEmoji(): readonly string[];
  /** False where a slash is a slash, as while editing what was said. */
  hasCommands(): boolean;
}

/** The options for what is being typed, best first. */
export function optionsFor({ kind, query }: Trigger, stock: Stock): Option[] {
  switch (kind) {
    case "person":
      return peopleFor(query, stock.company());
    case "room":
      return roomsFor(query, stock.rooms());
    case "emoji":
      return findEmoji(stock.emoji(), query, stock.recentEmoji(), OPTIONS_SHOWN).map((emoji) => ({
        kind: "emoji",
        key: emoji.character,
        character: emoji.character,
        code: codeOf(emoji),
      }));
    case "command":
      return stock.hasCommands() ? commandsFor(query) : [];
  }
}
