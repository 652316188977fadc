import { useSignal } from "@preact/signals";
import type { FoundMessage, Message } from "../../protocol/model.ts";
import type { Term } from "../../protocol/terms.ts";
import { summary as asRead } from "../markdown/summary.ts";
import type { Rooms } from "../rooms.ts";
import type { Search } from "../search.ts";
import { summary } from "../search-marks.ts";
import { isolated } from "../words/isolated.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { LaterIcon } from "./later-icons.tsx";
import { LinkTo } from "./link-to.tsx";
import { Sentence } from "./sentence.tsx";
import { dateTime, exactTime } from "./times.ts";

interface SearchResultProps {
  rooms: Rooms;
  search: Search;
  hit: FoundMessage;
  terms: readonly Term[];
  /** True for the one result that the tab key stops at. */
  isStop: boolean;
  withRoom: boolean;
  onFollow: () => void;
}

/** What stands around a result: `null` while nobody has asked. */
type Around = null | "loading" | "failed" | readonly Message[];

/** One message that was found: who said it, where and when, and the words; a link to its place. */
export function SearchResult({ rooms, search, hit, terms, isStop, withRoom, onFollow }: SearchResultProps) {
  const { today, route } = useClient();
  const around = useSignal<Around>(null);
  const place = route.place.value;
  const names = laterWords.value.search;
  const roomName = rooms.shown.value.find(({ id }) => id === hit.room)?.name ?? hit.room;
  const neighbours = Array.isArray(around.value) ? (around.value as readonly Message[]) : [];

  const open = async () => {
    around.value = "loading";
    around.value = await search.around(hit).catch(() => "failed" as const);
  };
  const toggle = () => {
    if (around.value === null) void open();
    else around.value = null;
  };

  return (
    <li class="result" onFocusIn={() => (search.current.value = hit)}>
      <Neighbour message={neighbours.find(({ seq }) => seq < hit.seq)} />
      <div class="result-line">
        <LinkTo
          class="result-link"
          place={{ kind: "room", id: hit.room, seq: hit.seq }}
          current={place.kind === "room" && place.id === hit.room && place.seq === hit.seq}
          tabIndex={isStop ? 0 : -1}
          onFollow={onFollow}
        >
          <span class="result-head">
            <bdi class="author">{hit.author.name}</bdi>{" "}
            {withRoom && (
              <span class="result-room">
                <Sentence text={names.inRoom(isolated(roomName))} />
              </span>
            )}{" "}
            <time dateTime={new Date(hit.at).toISOString()} title={exactTime(hit.at)}>
              {dateTime(hit.at, today.value)}
            </time>
          </span>
          <span class="result-text" dir="auto">
            {summary(asRead(hit.text), terms).map(({ text, isHit }) => (isHit ? <mark>{text}</mark> : text))}
          </span>
        </LinkTo>
        <button
          type="button"
          class="icon-button"
          tabIndex={isStop ? 0 : -1}
          aria-label={names.around}
          aria-expanded={around.value !== null}
          aria-busy={around.value === "loading"}
          onClick={toggle}
        >
          <LaterIcon name="around" />
        </button>
      </div>
      <Neighbour message={neighbours.find(({ seq }) => seq > hit.seq)} />
      {around.value === "failed" && (
        <p class="neighbour" role="alert">
          {names.aroundFailed}
        </p>
      )}
    </li>
  );
}

/** The message before or after a result, if there is one. */
function Neighbour({ message }: { message: Message | undefined }) {
  if (!message) return null;
  return (
    <p class="neighbour">
      <bdi class="author">{message.author.name}</bdi>{" "}
      <bdi>{message.deletedAt === undefined ? asRead(message.text) : words.value.message.deleted}</bdi>
    </p>
  );
}
