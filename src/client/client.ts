import { computed, effect, signal, untracked } from "@preact/signals";
import { Activity } from "./activity.ts";
import type { Api } from "./api.ts";
import { Away } from "./away.ts";
import { draftsOf, roomsWithDrafts } from "./draft.ts";
import { RecentEmoji } from "./emoji/recent.ts";
import { EmojiShelf } from "./emoji/shelf.ts";
import { EMOJI_SOURCES } from "./emoji/sources.ts";
import { minutes } from "./minutes.ts";
import { Notice } from "./notice.ts";
import { Notifications } from "./notifications.ts";
import { RoomCopies } from "./offline/room-copies.ts";
import { OwnStatus } from "./own-status.ts";
import { type AddressBar, placeOf, type RoomPlace, Route } from "./place.ts";
import type { RoomContext } from "./room-context.ts";
import { Rooms } from "./rooms.ts";
import { Session } from "./session.ts";
import { Speech } from "./speech.ts";
import type { Cancel, Installation, Surroundings } from "./surroundings.ts";
import { chosenTheme } from "./theme.ts";
import { isolated } from "./words/isolated.ts";
import { SOURCES } from "./words/sources.ts";
import { words } from "./words/words.ts";

/** What the person who is signed in has on this device for themselves. */
export interface Own {
  away: Away;
  status: OwnStatus;
  recentEmoji: RecentEmoji;
  notifications: Notifications;
}

/** The whole client without its views: who is signed in, where the page is, and the rooms. */
export class Client {
  readonly session: Session;
  readonly route: Route;
  readonly theme;
  readonly speech;
  readonly installation: Installation;
  /** Null while nobody is signed in. */
  readonly rooms = signal<Rooms | null>(null);
  /** Null while nobody is signed in. */
  readonly own = signal<Own | null>(null);
  /** What is open over everything else, at a key that works everywhere. */
  readonly dialog = signal<"switcher" | "help" | null>(null);
  /** How many things lie over the messages, so that nobody sees these. */
  readonly covers = signal(0);
  /** Ids of the rooms in which this person has begun a message. */
  readonly drafts = signal<ReadonlySet<string>>(new Set());
  readonly emoji: EmojiShelf;
  readonly notice: Notice;
  /** Ticks once a minute while the page is in view. */
  readonly minute;
  /** The midnight at which today began, so that "today" stays true. */
  readonly today = computed(() => new Date(this.minute.value).setHours(0, 0, 0, 0));

  readonly #api: Api;
  readonly #surroundings: Surroundings;
  readonly #activity: Activity;
  readonly #tab: string;
  /** What this device keeps of the rooms of whoever is signed in. */
  #copies: RoomCopies | null = null;
  #forgetDrafts: Cancel = () => {};
  readonly #userId = computed(() => {
    const state = this.session.state.value;
    return state.kind === "signed_in" ? state.user.id : null;
  });

  constructor(api: Api, surroundings: Surroundings, bar: AddressBar) {
    this.#api = api;
    this.#surroundings = surroundings;
    this.#tab = surroundings.newId();
    this.session = new Session(api, surroundings, surroundings.date);
    this.route = new Route(bar);
    this.minute = minutes(surroundings);
    this.theme = chosenTheme(surroundings);
    this.speech = new Speech(words, SOURCES, surroundings);
    this.installation = surroundings.installation;
    this.emoji = new EmojiShelf(EMOJI_SOURCES);
    this.notice = new Notice(surroundings);
    this.#activity = new Activity(surroundings, () => this.rooms.peek()?.open.peek()?.wake());
    surroundings.notifier.onClicked((path) => this.route.go(placeOf(path)));
  }

  async start(): Promise<void> {
    this.#activity.watch();
    this.#surroundings.onOnline(() => void this.session.confirm());
    this.#surroundings.onVisible(() => void this.session.confirm());
    effect(() => {
      const you = this.#userId.value;
      untracked(() => void this.#serve(you));
    });
    effect(() => {
      const rooms = this.rooms.value;
      const place = this.route.place.value;
      untracked(() => {
        rooms?.goTo(place);
        rooms?.deliver();
        this.lookForDrafts();
      });
    });
    await this.session.begin();
  }

  /** Goes to a room to write there: its composer takes the focus. */
  visit(room: string): void {
    this.route.go({ kind: "room", id: room });
    const draft = this.rooms.peek()?.open.peek()?.draft;
    if (draft) draft.called.value++;
  }

  /** Looks where messages are begun. Of the open room nobody needs to be told until they sign out, so entering another is time enough. */
  lookForDrafts(): void {
    const you = this.#userId.peek();
    this.drafts.value = you === null ? new Set() : roomsWithDrafts(this.#surroundings.storage, you);
  }

  async #serve(you: string | null): Promise<void> {
    this.rooms.peek()?.close();
    this.rooms.value = null;
    this.own.peek()?.notifications.stop();
    this.own.value = null;
    this.#copies = null;
    this.#forgetDrafts();
    if (you === null) return;
    const copies = new RoomCopies(this.#surroundings, you);
    this.#copies = copies;
    const away = new Away(this.#surroundings, you);
    const recentEmoji = new RecentEmoji(this.#surroundings, you);
    const notifications = new Notifications(
      this.#surroundings,
      you,
      () => this.#activity.isFocused,
      () => this.rooms.value?.open.value?.id ?? null,
    );
    this.own.value = { away, status: new OwnStatus(this.session, away), recentEmoji, notifications };
    this.#forgetDrafts = this.#surroundings.onStored(draftsOf(you), () => this.lookForDrafts());
    const context: RoomContext = {
      api: this.#api,
      surroundings: this.#surroundings,
      you,
      copies,
      tab: this.#tab,
      status: () => (away.on.value ? "away" : this.#activity.status.value),
      isLooking: () => this.#activity.isLooking && this.covers.value === 0,
      onLatest: () => this.#leavePermalink(),
      onSettled: () => this.#leavePermalink({ stays: true }),
      onMessage: (...heard) => void notifications.heard(...heard),
      onRefused: ({ id, state }) => this.notice.say(words.value.rooms.refused(isolated(state.info.peek()?.name ?? id))),
      onSessionChanged: () => void this.session.changed(),
    };
    const rooms = new Rooms(context);
    if (this.route.place.peek().kind === "lobby") {
      const last = rooms.lastOpen();
      if (last !== null) this.route.redirect({ kind: "room", id: last });
    }
    const place = this.route.place.peek();
    await copies.open(place.kind === "room" ? place.id : null);
    // Meanwhile somebody else may be there.
    if (this.#copies !== copies) return rooms.close();
    rooms.watch();
    this.rooms.value = rooms;
  }

  /** Whoever has gone on from a message is not to come back to it with the next reload. */
  #leavePermalink(how: Pick<RoomPlace, "stays"> = {}): void {
    const place = this.route.place.peek();
    if (place.kind === "room" && place.seq !== undefined) this.route.redirect({ kind: "room", id: place.id, ...how });
  }
}
