import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { summary } from "../markdown/summary.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";

interface QuoteProps {
  room: Room;
  /** Number of the message that is answered. */
  seq: number;
  /** Number of the answer, if it has one yet: the way back leads there. */
  from?: number;
}

/** The line of the message that is being answered; pressing it goes there. */
export function Quote({ room, seq, from }: QuoteProps) {
  const { route } = useClient();
  const quoted = useComputed(() => room.find(seq)).value;
  const said = words.value.message;
  const line = useMemo(() => summary(quoted?.text ?? ""), [quoted?.text]);
  return (
    <button
      type="button"
      class="quote"
      onClick={() => route.go({ kind: "room", id: room.id, seq, ...(from !== undefined && { from }) }, from)}
    >
      {quoted ? (
        <>
          <bdi class="author">{quoted.author.name}</bdi>{" "}
          <bdi>{quoted.deletedAt === undefined ? line : said.deleted}</bdi>
        </>
      ) : (
        said.earlier
      )}
    </button>
  );
}
