import type { ComponentChildren } from "preact";
import type { History, Notice } from "../history.ts";
import { words } from "../words/words.ts";

/** Says why the reader is not where they wanted to be, and what can be done about it. */
export function NoticeLine({ history }: { history: History }) {
  const notice = history.notice.value;
  const said = words.value.history;
  return (
    <div class="notices" role="status">
      {notice && (
        <p class="notice">
          {textOf(notice)} <NoticeAction notice={notice} history={history} />
          <Action onPress={() => (history.notice.value = null)}>{said.dismiss}</Action>
        </p>
      )}
    </div>
  );
}

function textOf(notice: Notice): string {
  const said = words.value.history;
  switch (notice.kind) {
    case "missing":
      return said.missing(notice.seq);
    case "failed":
      return said.failed;
    case "anew":
      return said.anew;
  }
}

function NoticeAction({ notice, history }: { notice: Notice; history: History }) {
  const said = words.value.history;
  if (notice.kind === "failed") return <Action onPress={notice.retry}>{said.again}</Action>;
  if (notice.kind !== "anew" || notice.seq === null) return null;
  const { seq } = notice;
  return <Action onPress={() => history.goTo(seq, false)}>{said.whereIWas}</Action>;
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
