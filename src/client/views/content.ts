import { useMemo } from "preact/hooks";
import { actionOf } from "../commands/interpret.ts";
import { mentions } from "../markdown/mentions.ts";
import { Names } from "../markdown/names.ts";
import { parse } from "../markdown/parse.ts";
import type { Block } from "../markdown/tree.ts";
import type { Room } from "../room.ts";
import { useClient } from "./client-context.ts";

/** What a message says, as it is shown to the person who is signed in. */
export interface Content {
  text: string;
  /** True if it tells what its author does. */
  isAction: boolean;
  blocks: Block[];
  /** The name of who reads it. */
  you: string;
  mentionsYou: boolean;
}

const NO_NAMES = new Names();

/** Reads a message once, and again only if its text changes or names become known that it could mean. */
export function useContent(room: Room, written: string): Content {
  const does = actionOf(written);
  const text = does ?? written;
  const isAction = does !== null;
  const { session, rooms } = useClient();
  const state = session.state.value;
  const you = state.kind === "signed_in" ? state.user.name : "";
  const acquainted = text.includes("@") ? room.acquaintances.count.value : 0;
  const roomNames = (text.includes("#") && rooms.value?.names.value) || NO_NAMES;
  return useMemo(() => {
    const people = acquainted === 0 ? NO_NAMES : room.acquaintances.names;
    const blocks = parse(text, { people, rooms: roomNames });
    return { text, isAction, blocks, you, mentionsYou: mentions(blocks, you) };
  }, [text, isAction, room, acquainted, roomNames, you]);
}
