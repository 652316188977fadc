import type { Message } from "../protocol/model.ts";
import type { Room } from "./room.ts";

/** False if an edit of this message can only be refused, even if one was begun: it was deleted, or its number is another's by now. */
export function isEditable({ author, deletedAt }: Message, you: string): boolean {
  return author.id === you && deletedAt === undefined;
}

/** Edits that were begun and can go on no more, as far as that is known: the numbers of their messages, and what was written. */
export function strandedEdits({ draft, state, you }: Room): { seq: number; text: string }[] {
  const { transcript, ready } = state;
  const edits = Object.entries(draft.edits).map(([seq, { text }]) => ({ seq: Number(seq), text }));
  return edits.filter(({ seq }) => {
    if (!draft.hasBegun(seq)) return false;
    const message = transcript.find(seq);
    if (message) return !isEditable(message, you);
    return ready.value && seq > (transcript.newest.value?.seq ?? 0);
  });
}
