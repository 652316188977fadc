import { Guest } from "../guest.ts";
import type { Site } from "../site.ts";

/** A message: who says it, how many minutes ago, what, and in answer to which number. */
type Line = [who: string, minutesAgo: number, text: string, replyTo?: number];

const YESTERDAY = 26 * 60;

/** What was said before the visitor comes, in this order. */
const BEFORE: Line[] = [
  ["Grace Hopper", YESTERDAY, "Evening! Did the **seed order** arrive?"],
  ["Grace Hopper", YESTERDAY - 1, "I can pick it up on the way if not."],
  ["Linus", YESTERDAY - 9, "It did: tomatoes, beans and the tall sunflowers 🌻"],
  [
    "Linus",
    31,
    "Still to do:\n- the raised beds\n- ~~the fence~~ done on Tuesday\n- labels, see https://example.org/seeds",
  ],
  [
    "Zoë",
    9,
    "Then let us meet on Saturday at ten, by the shed. Bring gloves, and if anybody has a spare watering can, that too: last year we had one for eleven people and it took the whole morning.",
    1,
  ],
  ["محمد", 4, "مرحبا! سأكون هناك يوم السبت"],
  [
    "Grace Hopper",
    0,
    "> what grows by itself, may stay\n\nThat is _our_ rule, and it ends with ||nettles||. Ask in #year-9-maths how many.",
  ],
];

/** What is said while the visitor is somewhere else. */
const SINCE: Line[] = [
  [
    "Zoë",
    0,
    '@Ada could you water them until then? The timer is set with\n```js\nconst litres = beds.length * 4;\ntimer.every("evening", () => water(litres));\n```',
  ],
  ["Grace Hopper", 0, "🎉🌱"],
];

/** More than a screen has room for. */
const VERSES = Array.from({ length: 44 }, (_, line) => (line === 22 ? "and the second verse" : "la la la")).join("\n");

/** People who are in a room as long as its views are looked at. */
export class GardenClub {
  readonly #guests = new Map<string, Guest>();
  readonly #sockets = new Map<string, WebSocket>();
  #said = 0;

  private constructor(
    private readonly site: Site,
    /** Ids: of the club's room, of one in which there was nothing to say yet, of one to come back to, and of one to wait for. */
    readonly room: string,
    readonly empty: string,
    readonly choir: string,
    readonly silent: string,
  ) {}

  /** Makes rooms, fills one with what people say, and has them come in. */
  static async meet(site: Site): Promise<GardenClub> {
    const maker = await Guest.signIn(site, "Maker");
    const silent = await maker.makeRoom("Announcements", "What everybody should know");
    const empty = await maker.makeRoom("Year 9 maths", "Homework, and how to do it");
    const choir = await maker.makeRoom("Choir", "Wednesdays");
    const club = new GardenClub(
      site,
      await maker.makeRoom("Garden club", "Saturdays at ten, by the shed"),
      empty,
      choir,
      silent,
    );
    await club.say(club.room, BEFORE);
    const ages = BEFORE.map(([, minutes]) => minutes);
    await site.backdate(club.room, ages);
    for (const [who, guest] of club.#guests) club.#sockets.set(who, await guest.enter(club.room));
    for (const who of ["Zoë", "Grace Hopper"])
      club.does(who, { type: "react", id: "like", seq: 3, emoji: "👍", on: true });
    club.does("محمد", { type: "react", id: "sun", seq: 3, emoji: "🌻", on: true });
    club.does("Linus", { type: "status", status: "away" });
    return club;
  }

  /** What happens while the visitor is away: here, and in another room, more than one message. */
  async goOn(): Promise<void> {
    await this.say(this.choir, [
      ["Zoë", 0, "Who has the scores?"],
      ["Linus", 0, `I have. Here is how it goes:\n${VERSES}`],
    ]);
    await this.say(this.room, SINCE);
  }

  does(who: string, frame: object): void {
    this.#sockets.get(who)?.send(JSON.stringify(frame));
  }

  leave(): void {
    for (const socket of this.#sockets.values()) socket.close();
  }

  private async say(room: string, lines: Line[]): Promise<void> {
    for (const [who, , text, replyTo] of lines) {
      const guest = this.#guests.get(who) ?? (await Guest.signIn(this.site, who));
      this.#guests.set(who, guest);
      const message = { id: `talk-${++this.#said}`, text, ...(replyTo !== undefined && { replyTo }) };
      await guest.call(`/api/rooms/${room}/messages`, message);
    }
  }
}
