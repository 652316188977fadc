// What runs in the page, where nothing outside of the function itself is known.

declare global {
  interface Window {
    /** What scripts have done that came in with a text. */
    caught: string[];
    /** Has the page hear events as if the room had told them. Resolves once it shows them. */
    tell(events: unknown[]): Promise<void>;
    /** What every search finds. */
    found: unknown[];
    namesIn(places: Places): Name[];
  }
}

/** Stands between the page and the server, and in the way of what might come in with a text. @param rooms what there are */
export function standBetween(rooms: readonly unknown[]): void {
  window.caught = [];
  for (const name of ["alert", "confirm", "prompt", "print", "gotcha", "msgbox"]) {
    Object.assign(window, { [name]: () => window.caught.push(`${name} was called`) });
  }
  let room: WebSocket;
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocol?: string | string[]) {
      super(url, protocol);
      room = this;
    }
    /** The room does not know what the page was told. */
    override send(data: string): void {
      if (data === "ping") super.send(data);
    }
  };
  window.tell = (events) => {
    room.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(events) }));
    return new Promise((shown) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => shown();
      port2.postMessage(null);
    });
  };
  window.found = [];
  const ask = window.fetch.bind(window);
  window.fetch = async (address, options) => {
    if (String(address).startsWith("/api/search?")) return Response.json({ messages: window.found, hasMore: false });
    if (address === "/api/rooms" && rooms.length > 0) return Response.json({ rooms });
    return ask(address, options);
  };
}

/** What is read of a message, and what is wrong with it. */
export interface Read {
  seq: number;
  said: string;
  flaws: string[];
}

/** Reads the messages that are newer than `seq`, with their spoilers opened and without what the page adds. */
export async function readAfter(seq: number): Promise<Read[]> {
  const tags = new Set(
    "P DIV BDI A TIME BUTTON SPAN STRONG EM S CODE PRE BLOCKQUOTE UL OL LI FIGURE svg path circle rect".split(" "),
  );
  const attributes = /^(class|id|dir|href|target|rel|datetime|title|tabindex|type|value|role|aria-[a-z]+)$/;
  const all = [...document.querySelectorAll<HTMLElement>("[role=log] article")].filter(
    ({ id }) => Number(id.slice("message-".length)) > seq,
  );
  // One in another.
  for (let depth = 0; depth < 3; depth++) {
    for (const toggle of document.querySelectorAll<HTMLElement>('.spoiler-toggle[aria-expanded="false"]'))
      toggle.click();
    await new Promise((drawn) => setTimeout(drawn));
  }
  return all.map((article) => ({
    seq: Number(article.id.slice("message-".length)),
    said: textOf(article.querySelector(".message-text")!),
    flaws: [...flawsOf(article)],
  }));

  function textOf(text: Element): string {
    const copy = text.cloneNode(true) as Element;
    for (const added of copy.querySelectorAll(".code-head, .spoiler-toggle, .link-host")) added.remove();
    return copy.textContent ?? "";
  }

  function* flawsOf(article: Element) {
    for (const element of article.querySelectorAll(".byline, .byline *, .message-text, .message-text *")) {
      if (!tags.has(element.tagName)) yield `has the element ${element.tagName}`;
      for (const { name } of element.attributes) if (!attributes.test(name)) yield `has the attribute ${name}`;
    }
    for (const link of article.querySelectorAll<HTMLAnchorElement>(".message-text a")) {
      const href = link.getAttribute("href") ?? "";
      const isSafe = /^(https?|mailto):/.test(href) && link.target === "_blank" && link.relList.contains("noopener");
      if (!isSafe && !/^\/r\/[a-z0-9-]+$/.test(href)) yield `leads to ${href}`;
      if (!/[^\s\p{C}]/u.test(link.textContent ?? "")) yield "has a link that is not seen";
    }
  }
}

/** What is wrong with where the messages stand. */
export function misplaced(): string[] {
  const flaws: string[] = [];
  const log = document.querySelector<HTMLElement>("[role=log]")!;
  const pane = log.getBoundingClientRect();
  if (log.scrollWidth > log.clientWidth) flaws.push("The timeline is wider than its pane");
  if (document.documentElement.scrollWidth > innerWidth) flaws.push("The page is wider than the screen");
  let end = Number.NEGATIVE_INFINITY;
  let last = "";
  for (const article of log.querySelectorAll("article")) {
    const flaw = (what: string) => flaws.push(`${article.id} ${what}`);
    const row = article.getBoundingClientRect();
    if (last !== "" && Number(article.id.split("-")[1]) !== Number(last.split("-")[1]) + 1)
      flaw(`stands after ${last}`);
    if (row.top < end - 0.5) flaw("overlaps what is above it");
    if (row.left < pane.left - 0.5 || row.right > pane.right + 0.5) flaw("leaves the pane");
    end = row.bottom;
    last = article.id;
    const body = article.querySelector(".message-body")!.getBoundingClientRect();
    const text = article.querySelector(".action, .message-text")!;
    const box = text.getBoundingClientRect();
    if (box.left < body.left - 0.5 || box.right > body.right + 0.5) flaw("has its text out of place");
    // What cannot be parted, as marks on one letter, is cut off; and white space may hang over.
    const isOneLetter = /\p{M}{8}/u.test(text.textContent ?? "");
    if (text.scrollWidth > text.clientWidth + 4 && !isOneLetter) flaw("is cut off");
    if (getComputedStyle(text).overflow !== "clip") flaw("is not clipped");
    if (!article.classList.contains("head")) continue;
    const [name, time] = ["bdi", "time"].map((part) =>
      article.querySelector(`.byline ${part}`)!.getBoundingClientRect(),
    );
    if (name!.left < body.left - 1 || name!.right > time!.left || time!.right > body.right)
      flaw("has its name out of place");
  }
  return flaws;
}

/** Covers every other message, and shows or hides what is in those that are covered. */
export function cover({ odd, hidden }: { odd: boolean; hidden: boolean }): void {
  for (const [index, article] of [...document.querySelectorAll<HTMLElement>("[role=log] article")].entries()) {
    const isCovered = index % 2 === Number(odd);
    article.querySelector(".cover")?.remove();
    for (const part of article.children) (part as HTMLElement).style.visibility = isCovered && hidden ? "hidden" : "";
    if (!isCovered) continue;
    const cover = document.createElement("div");
    cover.className = "cover";
    Object.assign(cover.style, { position: "absolute", inset: "0", zIndex: "9", background: "gray" });
    article.append(cover);
  }
}

/** Where names stand: each in a frame of its own. */
export interface Places {
  frame: string;
  name: string;
}

/** A name as it is read, and what is wrong with where it stands. */
export interface Name {
  text: string;
  flaws: string[];
}

/** The names on the page, from top to bottom. */
export function namesIn({ frame, name }: Places): Name[] {
  let end = Number.NEGATIVE_INFINITY;
  return [...document.querySelectorAll(frame)].map((outer) => {
    const inner = outer.querySelector(name)!;
    const [around, box] = [outer, inner].map((element) => element.getBoundingClientRect());
    const flaws: string[] = [];
    if (inner.querySelector(":not(mark)")) flaws.push("holds elements");
    if (around!.top < end - 0.5) flaws.push("overlaps what is above it");
    if (box!.left < around!.left - 0.5 || box!.right > around!.right + 0.5) flaws.push("leaves its frame");
    if (box!.top < around!.top - 2 || box!.bottom > around!.bottom + 2) flaws.push("is higher than its frame");
    if (getComputedStyle(inner).overflowY === "visible") flaws.push("is not clipped");
    end = around!.bottom;
    return { text: inner.textContent ?? "", flaws };
  });
}

/** Gives the room each name and topic, and looks where they stand. */
export async function nameRoom({ room, names }: { room: string; names: { name: string; topic: string }[] }) {
  const seen: { name: Name; topic: Name | undefined; listed: Name }[] = [];
  for (const { name, topic } of names) {
    await window.tell([{ type: "room", id: room, name, topic }]);
    seen.push({
      name: window.namesIn({ frame: ".room-title", name: "h1 button" })[0]!,
      topic: topic === "" ? undefined : window.namesIn({ frame: ".room-title:has(p)", name: "p" })[0],
      listed: window.namesIn({ frame: ".room-link[aria-current]", name: ".room-link-name" })[0]!,
    });
  }
  return seen;
}

/** Scrolls through the list of people. */
export async function walkPeople(): Promise<Name[]> {
  const list = document.querySelector<HTMLElement>(".people-list")!;
  const seen = new Map<number, Name>();
  for (let top = 0; top < list.scrollHeight; top += list.clientHeight) {
    list.scrollTop = top;
    list.dispatchEvent(new Event("scroll"));
    await window.tell([]);
    const rows = [...list.querySelectorAll("li")].map((row) => Number(row.ariaPosInSet));
    for (const [at, name] of window.namesIn({ frame: ".people-list li", name: ".person-name" }).entries()) {
      seen.set(rows[at]!, name);
    }
  }
  return [...seen].sort(([one], [other]) => one - other).map(([, name]) => name);
}

/** Searches for each text; the last time it finds messages. @returns what the page says each time, and how it shows those */
export async function search({ texts, finds }: { texts: string[]; finds: unknown[] }) {
  const box = document.querySelector<HTMLInputElement>("input[type=search]")!;
  const status = document.querySelector(".search-status")!;
  const said: string[] = [];
  for (const [at, text] of texts.entries()) {
    window.found = at < texts.length - 1 ? [] : finds;
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    box.form!.requestSubmit();
    do await window.tell([]);
    while (status.textContent === "Searching…");
    said.push(status.textContent ?? "");
  }
  return { said, results: window.namesIn({ frame: ".result-line", name: ".result-text" }) };
}
