import { laterWords } from "../words/later.ts";
import { Icon } from "./icons.tsx";
import { Overlay } from "./overlay.tsx";

interface RoomTopicProps {
  name: string;
  topic: string | undefined;
  at: DOMRect;
  onClose: () => void;
}

/** The whole name of a room, and all of what it is about. */
export function RoomTopic({ name, topic, at, onClose }: RoomTopicProps) {
  const said = laterWords.value.about;
  return (
    <Overlay at={at} label={name} class="about" onClose={onClose}>
      <header class="dialog-header">
        <h2 dir="auto">{name}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={said.close}
          onClick={({ currentTarget }) => currentTarget.closest("dialog")?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {topic ? <p dir="auto">{topic}</p> : <p class="hint">{said.none}</p>}
    </Overlay>
  );
}
