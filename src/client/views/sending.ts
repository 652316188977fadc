import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { interpret } from "../commands/interpret.ts";
import { CommandRefused } from "../commands/refused.ts";
import { charactersLeft } from "../length.ts";
import type { Room } from "../room.ts";
import { isolated } from "../words/isolated.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { loadLaterParts } from "./later.tsx";
import { sentence } from "./submission.ts";

/** Milliseconds in which nobody reads what has come back into the composer: a second press was meant for what was there before. */
const UNREAD_MS = 1_000;

/** Does what was written in the composer: sends it, changes a message, carries out a command. */
export function useSending(room: Room) {
  const { session, own, notice, dialog } = useClient();
  /** Why what was written could not be sent or done; it stays where it is. */
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  /** What was to be sent while a command was being carried out: its turn comes next. */
  const next = useSignal<string | null>(null);
  /** What has come back into the composer when something else was sent, and until when it is not sent itself. */
  const returned = useRef({ text: "", until: 0 });
  const { draft } = room;

  const sent = () => {
    draft.sent();
    returned.current = { text: draft.shown, until: performance.now() + UNREAD_MS };
  };

  const send = async (): Promise<void> => {
    const purpose = draft.purpose.value;
    const before = draft.shown;
    const written = before.trim();
    if (written === "" || (charactersLeft(written) ?? 0) < 0) return;
    if (before === returned.current.text && performance.now() < returned.current.until) return;
    if (busy.value) {
      next.value = before;
      return;
    }
    problem.value = null;
    if (purpose.kind === "edit") {
      if (written !== room.find(purpose.seq)?.text) room.edit(purpose.seq, written);
      sent();
      return;
    }
    const post = (text: string) => room.send(text, purpose.kind === "reply" ? purpose.to : undefined);
    const meaning = interpret(written);
    if (meaning.kind === "message") {
      post(meaning.text);
      sent();
    } else if (meaning.kind === "unknown") {
      problem.value = words.value.composer.unknownCommand(isolated(`/${meaning.name}`), isolated(`//${meaning.name}`));
    } else {
      busy.value = true;
      try {
        const { carryOut } = await loadLaterParts();
        const done = await carryOut(meaning.name, meaning.rest, {
          send: post,
          rename: (name) => session.change({ name }),
          setTopic: (topic) => room.setTopic(topic),
          toggleAway: () => own.value?.away.toggle() ?? false,
          toggleVisible: async () => {
            await session.change({ visible: !session.visible.value });
            return session.visible.value;
          },
          help: () => (dialog.value = "help"),
        });
        if (done !== null) notice.say(done);
        // Somebody quick may be writing the next thing by now.
        if (draft.shown === before) sent();
      } catch (error) {
        problem.value = error instanceof CommandRefused ? error.message : sentence(error);
      } finally {
        busy.value = false;
      }
      const isNext = draft.shown === next.value && draft.shown !== before;
      next.value = null;
      if (isNext) await send();
    }
  };

  return { send, problem };
}
