import type { User } from "../../protocol/model.ts";
import type { CommandName } from "../commands/names.ts";

/** Something that what is being typed can be completed to. */
export type Option =
  | { kind: "person"; key: string; user: User; here: boolean }
  | { kind: "room"; key: string; id: string; name: string }
  | { kind: "emoji"; key: string; character: string; code: string }
  | { kind: "command"; key: string; name: CommandName };

/** What stands in the text when the option was taken. */
export function insertionOf(option: Option): string {
  switch (option.kind) {
    case "person":
      return `@${option.user.name} `;
    case "room":
      return `#${option.id} `;
    case "emoji":
      return `${option.character} `;
    case "command":
      return `/${option.name} `;
  }
}
