import type { ComponentChildren } from "preact";
import type { History, Notice } from "../history.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";

interface WhereNoteProps {
  history: History;
  notice: Notice;
}

/** Says why the reader is not where they wanted to be, and what can be done about it. */
export function WhereNote({ history, notice }: WhereNoteProps) {
  return (
    <p class="where-note">
      {textOf(notice)} <NoticeAction notice={notice} history={history} />
      <Action onPress={() => (history.notice.value = null)}>{laterWords.value.whereabouts.dismiss}</Action>
    </p>
  );
}

function textOf(notice: Notice): string {
  const said = laterWords.value.whereabouts;
  switch (notice.kind) {
    case "missing":
      return said.missing(notice.seq);
    case "failed":
      return words.value.history.failed;
    case "anew":
      return said.anew;
  }
}

function NoticeAction({ notice, history }: WhereNoteProps) {
  if (notice.kind === "failed") return <Action onPress={notice.retry}>{words.value.history.again}</Action>;
  if (notice.kind !== "anew" || notice.seq === null) return null;
  const { seq } = notice;
  return <Action onPress={() => history.goTo(seq, false)}>{laterWords.value.whereabouts.whereIWas}</Action>;
}

function Action({ onPress, children }: { onPress: () => void; children: ComponentChildren }) {
  return (
    <>
      <button type="button" class="text-button" onClick={onPress}>
        {children}
      </button>{" "}
    </>
  );
}
